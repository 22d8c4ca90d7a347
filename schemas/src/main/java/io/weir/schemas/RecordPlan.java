package io.weir.schemas;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** How records of a generated class are written and read: its fields, in order. */
final class RecordPlan extends ValuePlan {

    private final Schema schema;
    private final Constructor<?> constructor;
    private final ValuePlan[] fields;

    private RecordPlan(Schema schema, Constructor<?> constructor, ValuePlan[] fields) {
        this.schema = schema;
        this.constructor = constructor;
        this.fields = fields;
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
        for (int i = 0; i < fields.length; i++) {
            ValuePlan plan = fields[i];
            Object field = record.get(i);
            if (plan instanceof Optional optional) {
                optional.writeNullable(out, field);
            } else {
                plan.write(out, present(field, i));
            }
        }
    }

    private Object present(@Nullable Object value, int field) {
        if (value == null) {
            throw new AvroRuntimeException("null at " + schema.getName() + "."
                    + schema.getFields().get(field).name());
        }
        return value;
    }

    @Override
    SpecificRecord read(BytesDecoder in) throws IOException {
        SpecificRecordBase record = blank();
        for (int i = 0; i < fields.length; i++) {
            ValuePlan plan = fields[i];
            record.put(i, plan instanceof Optional optional ? optional.readNullable(in) : plan.read(in));
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
