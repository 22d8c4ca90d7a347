package io.weir.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/** Generated classes mark each string of their schema with {@code avro.java.string}, which says nothing to other languages. */
final class PlainSchema {
    private static final String MARK = "avro.java.string";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainSchema() {}

    /** The same schema without the marks; its binary encoding is the same. */
    static Schema of(Schema generated) {
        try {
            return new Schema.Parser().parse(JSON.writeValueAsString(plain(JSON.readTree(generated.toString()))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a schema of ours is not JSON: " + generated.getFullName(), e);
        }
    }

    /** {@code {"type": "string", "avro.java.string": "String"}} becomes {@code "string"}. */
    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.remove(MARK) != null && object.size() == 1) {
                return object.required("type");
            }
            object.properties().forEach(property -> property.setValue(plain(property.getValue())));
        } else if (node.isArray()) {
            var array = (com.fasterxml.jackson.databind.node.ArrayNode) node;
            for (int i = 0; i < array.size(); i++) {
                array.set(i, plain(array.get(i)));
            }
        }
        return node;
    }
}
