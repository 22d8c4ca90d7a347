package io.weir.schemas;

import io.weir.schemas.codec.Micros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How values of one schema are written and read, laid down once. Avro's own writers look up conversions, union branches and
 * classes again for every field of every record, which costs several times what the bytes do.
 *
 * <p>Read is what was written with the same schema; another writer's is resolved by Avro itself. Only what schemas of Weir
 * have is known here: no enums, fixed, floats, and unions of null and one other.
 */
abstract sealed class ValuePlan permits ValuePlan.Plain, RecordPlan {

    abstract void write(BytesEncoder out, Object value);

    abstract Object read(BytesDecoder in) throws IOException;

    /** @throws IllegalArgumentException for a schema of a kind that Weir does not use */
    static ValuePlan of(Schema schema) {
        if (LogicalTypes.timestampMicros().equals(schema.getLogicalType())) {
            return new Micro();
        }
        return switch (schema.getType()) {
            case RECORD -> RecordPlan.of(schema);
            case STRING -> new Text();
            case LONG -> new Long64();
            case INT -> new Int32();
            case DOUBLE -> new Double64();
            case BOOLEAN -> new Bool();
            case BYTES -> new Bytes();
            case ARRAY -> new Array(of(schema.getElementType()));
            case MAP -> new Texts(of(schema.getValueType()));
            case UNION -> nullable(schema);
            case FLOAT, ENUM, FIXED, NULL -> throw new IllegalArgumentException("not used in Weir: " + schema);
        };
    }

    private static ValuePlan nullable(Schema union) {
        List<Schema> types = union.getTypes();
        if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
            throw new IllegalArgumentException("a union must be of null and one other, is " + union);
        }
        return new Optional(of(types.get(1)));
    }

    /** A plan of what is no record. */
    abstract static sealed class Plain extends ValuePlan
            permits Micro, Text, Long64, Int32, Double64, Bool, Bytes, Array, Texts, Optional {}

    private static final class Micro extends Plain {
        @Override
        void write(BytesEncoder out, Object value) {
            out.writeLong(Micros.of((Instant) value));
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            return Micros.instant(in.readLong());
        }
    }

    private static final class Text extends Plain {
        @Override
        void write(BytesEncoder out, Object value) {
            out.writeString((String) value);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            return in.readString();
        }
    }

    private static final class Long64 extends Plain {
        @Override
        void write(BytesEncoder out, Object value) {
            out.writeLong((Long) value);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            return in.readLong();
        }
    }

    private static final class Int32 extends Plain {
        @Override
        void write(BytesEncoder out, Object value) {
            out.writeLong((Integer) value);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            return in.readInt();
        }
    }

    private static final class Double64 extends Plain {
        @Override
        void write(BytesEncoder out, Object value) {
            out.writeDouble((Double) value);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            return in.readDouble();
        }
    }

    private static final class Bool extends Plain {
        @Override
        void write(BytesEncoder out, Object value) {
            out.writeByte((Boolean) value ? 1 : 0);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            return in.readBoolean();
        }
    }

    private static final class Bytes extends Plain {
        @Override
        void write(BytesEncoder out, Object value) {
            out.writeBytes((ByteBuffer) value);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            return in.readBytes(null);
        }
    }

    private static final class Array extends Plain {
        private final ValuePlan element;

        Array(ValuePlan element) {
            this.element = element;
        }

        @Override
        void write(BytesEncoder out, Object value) {
            Collection<?> list = (Collection<?>) value;
            if (!list.isEmpty()) {
                out.writeLong(list.size());
                for (Object one : list) {
                    element.write(out, present(one));
                }
            }
            out.writeLong(0);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            List<Object> list = new ArrayList<>();
            for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
                for (long i = 0; i < block; i++) {
                    list.add(element.read(in));
                }
            }
            return list;
        }
    }

    private static final class Texts extends Plain {
        private final ValuePlan element;

        Texts(ValuePlan element) {
            this.element = element;
        }

        @Override
        void write(BytesEncoder out, Object value) {
            Map<?, ?> map = (Map<?, ?>) value;
            if (!map.isEmpty()) {
                out.writeLong(map.size());
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeString((String) present(entry.getKey()));
                    element.write(out, present(entry.getValue()));
                }
            }
            out.writeLong(0);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            Map<String, Object> map = new HashMap<>();
            for (long block = in.readMapStart(); block > 0; block = in.mapNext()) {
                for (long i = 0; i < block; i++) {
                    map.put(in.readString(), element.read(in));
                }
            }
            return map;
        }
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new AvroRuntimeException("an element is null");
        }
        return value;
    }

    /** Null or a value: {@link RecordPlan} asks it, so that no other plan ever meets null. */
    static final class Optional extends Plain {
        final ValuePlan some;

        Optional(ValuePlan some) {
            this.some = some;
        }

        void writeNullable(BytesEncoder out, @Nullable Object value) {
            if (value == null) {
                out.writeByte(0);
            } else {
                out.writeByte(2); // index 1, zigzag
                some.write(out, value);
            }
        }

        @Nullable
        Object readNullable(BytesDecoder in) throws IOException {
            int branch = in.readIndex();
            if (branch != 0 && branch != 1) {
                throw new AvroRuntimeException("a union of 2 has no branch " + branch);
            }
            return branch == 0 ? null : some.read(in);
        }

        @Override
        void write(BytesEncoder out, Object value) {
            writeNullable(out, value);
        }

        @Override
        Object read(BytesDecoder in) throws IOException {
            Object value = readNullable(in);
            if (value == null) {
                throw new AvroRuntimeException("null in a collection is not used in Weir");
            }
            return value;
        }
    }
}
