package io.weir.schemas;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/** How records of a generated class are written and read: its fields, in order. */
final class RecordPlan extends ValuePlan {

    /** Kinds of fields that are written and read in place: a switch is cheaper than a call of whichever plan it is. */
    private static final byte OTHER = 0;

    private static final byte NULLABLE = 1;
    private static final byte TEXT = 2;
    private static final byte LONG = 3;
    private static final byte INT = 4;
    private static final byte DOUBLE = 5;
    private static final byte RECORD = 6;

    private final Schema schema;
    private final Constructor<?> constructor;
    private final ValuePlan[] fields;
    private final byte[] kinds;

    private RecordPlan(Schema schema, Constructor<?> constructor, ValuePlan[] fields) {
        this.schema = schema;
        this.constructor = constructor;
        this.fields = fields;
        this.kinds = new byte[fields.length];
        for (int i = 0; i < fields.length; i++) {
            kinds[i] = kind(fields[i], schema.getFields().get(i).schema());
        }
    }

    private static byte kind(ValuePlan plan, Schema field) {
        if (plan instanceof Optional) {
            return NULLABLE;
        }
        if (field.getLogicalType() != null) {
            return OTHER;
        }
        return switch (field.getType()) {
            case STRING -> TEXT;
            case LONG -> LONG;
            case INT -> INT;
            case DOUBLE -> DOUBLE;
            case RECORD -> RECORD;
            default -> OTHER;
        };
    }

    /** @param schema schema of a generated class */
    static RecordPlan of(Schema schema) {
        List<Schema.Field> fields = schema.getFields();
        ValuePlan[] plans = new ValuePlan[fields.size()];
        for (int i = 0; i < plans.length; i++) {
            plans[i] = ValuePlan.of(fields.get(i).schema());
        }
        try {
            Class<?> type = SpecificData.get().getClass(schema);
            return new RecordPlan(schema, type.getDeclaredConstructor(), plans);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("not generated: " + schema.getFullName(), e);
        }
    }

    @Override
    void write(BytesEncoder out, Object value) {
        SpecificRecordBase record = (SpecificRecordBase) value; // a call of a class is cheaper than one of an interface
        for (int i = 0; i < kinds.length; i++) {
            Object field = record.get(i);
            byte kind = kinds[i];
            if (kind == NULLABLE) {
                ((Optional) fields[i]).writeNullable(out, field);
                continue;
            }
            if (field == null) {
                throw missing(i);
            }
            switch (kind) {
                case TEXT -> out.writeString((String) field);
                case LONG -> out.writeLong((Long) field);
                case INT -> out.writeLong((Integer) field);
                case DOUBLE -> out.writeDouble((Double) field);
                case RECORD -> ((RecordPlan) fields[i]).write(out, field);
                default -> fields[i].write(out, field);
            }
        }
    }

    private AvroRuntimeException missing(int field) {
        return new AvroRuntimeException("null at " + schema.getName() + "."
                + schema.getFields().get(field).name());
    }

    @Override
    SpecificRecord read(BytesDecoder in) throws IOException {
        SpecificRecordBase record = blank();
        for (int i = 0; i < kinds.length; i++) {
            Object field =
                    switch (kinds[i]) {
                        case NULLABLE -> ((Optional) fields[i]).readNullable(in);
                        case TEXT -> in.readString();
                        case LONG -> in.readLong();
                        case INT -> in.readInt();
                        case DOUBLE -> in.readDouble();
                        case RECORD -> ((RecordPlan) fields[i]).read(in);
                        default -> fields[i].read(in);
                    };
            record.put(i, field);
        }
        return record;
    }

    private SpecificRecordBase blank() {
        try {
            return (SpecificRecordBase) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + schema.getFullName(), e);
        }
    }
}
