package io.weir.infra.local.archive;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;

/**
 * Parquet files of ledger entries, one row an entry in order of seq: the fields of the contract as columns, and the partition
 * and offset that the entry has in the topic.
 */
final class EntryFile {

    private static final String PARTITION = "kafka_partition";
    private static final String OFFSET = "kafka_offset";
    /** Bounds what a writer keeps in memory, bytes. */
    private static final long ROW_GROUP = 1 << 20;

    private static final SpecificData MODEL = model();
    private static final Schema ROW = row();

    private EntryFile() {}

    private static SpecificData model() {
        SpecificData model = new SpecificData();
        model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        return model;
    }

    private static Schema row() {
        List<Field> fields = new ArrayList<>();
        LedgerEntry.getClassSchema().getFields().forEach(field -> fields.add(new Field(field, field.schema())));
        fields.add(new Field(PARTITION, Schema.create(Schema.Type.INT), "Partition of the topic of the ledger.", 0));
        fields.add(new Field(OFFSET, Schema.create(Schema.Type.LONG), "Offset in the partition.", 0L));
        return Schema.createRecord("ArchivedEntry", "A ledger entry.", "io.weir.archive", false, fields);
    }

    /** Writes a file, entry by entry; it is whole once it is closed. */
    static final class Writer implements AutoCloseable {

        private final ParquetWriter<GenericRecord> rows;

        Writer(Path file) {
            try {
                rows = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                        .withSchema(ROW)
                        .withDataModel(MODEL)
                        .withConf(standardLists())
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withCodecFactory(new Zstd())
                        .withRowGroupSize(ROW_GROUP)
                        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + file, e);
            }
        }

        void add(Archived archived) {
            GenericRecord row = new GenericData.Record(ROW);
            LedgerEntry entry = archived.entry();
            for (int i = 0; i < entry.getSchema().getFields().size(); i++) {
                row.put(i, entry.get(i));
            }
            row.put(PARTITION, archived.where().partition());
            row.put(OFFSET, archived.where().offset());
            try {
                rows.write(row);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write entry " + entry.getId(), e);
            }
        }

        @Override
        public void close() {
            try {
                rows.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot finish a file of the archive", e);
            }
        }
    }

    /** Three levels, as every reader but old ones of Avro expects lists. */
    private static ParquetConfiguration standardLists() {
        ParquetConfiguration configuration = new PlainParquetConfiguration();
        configuration.set("parquet.avro.write-old-list-structure", "false");
        return configuration;
    }

    /** Reads a file, entry by entry. */
    static final class Reader implements AutoCloseable {

        private final Path file;
        private final ParquetReader<GenericRecord> rows;

        Reader(Path file) {
            this.file = file;
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("there is no file " + file);
            }
            try {
                rows = AvroParquetReader.<GenericRecord>builder(
                                new LocalInputFile(file), new PlainParquetConfiguration())
                        .withDataModel(MODEL)
                        .withCodecFactory(new Zstd())
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }

        /** The next entry; empty after the last. */
        Optional<Archived> next() {
            try {
                GenericRecord row = rows.read();
                return Optional.ofNullable(row).map(Reader::archived);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            } catch (RuntimeException e) {
                throw new IllegalStateException(file + " is damaged: " + e.getMessage(), e);
            }
        }

        private static Archived archived(GenericRecord row) {
            LedgerEntry entry = new LedgerEntry();
            for (Field field : entry.getSchema().getFields()) {
                if (row.getSchema().getField(field.name()) == null) { // of an older version of the contract
                    entry.put(field.pos(), SpecificData.get().getDefaultValue(field));
                } else {
                    entry.put(field.pos(), row.get(field.name()));
                }
            }
            Where where = new Where(Topics.LEDGER.name(), (Integer) row.get(PARTITION), (Long) row.get(OFFSET));
            return new Archived(where, entry);
        }

        @Override
        public void close() {
            try {
                rows.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close " + file, e);
            }
        }
    }

    /** All entries of a file. */
    static List<Archived> read(Path file) {
        List<Archived> entries = new ArrayList<>();
        try (Reader reader = new Reader(file)) {
            for (Optional<Archived> next = reader.next(); next.isPresent(); next = reader.next()) {
                entries.add(next.get());
            }
        }
        return entries;
    }
}
