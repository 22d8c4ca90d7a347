package io.weir.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * Fields of one object of a file; a mistake names the place and the field.
 *
 * @param where place, such as prices[0]
 */
record Fields(String where, JsonNode node) {

    private static final BigDecimal NANODOLLARS = BigDecimal.valueOf(1_000_000_000L);

    String text(String field) {
        JsonNode value = required(field);
        if (!value.isTextual()) {
            throw wrong(field, "must be text: " + value);
        }
        return value.asText();
    }

    boolean bool(String field) {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw wrong(field, "must be true or false: " + value);
        }
        return value.asBoolean();
    }

    long whole(String field) {
        JsonNode value = required(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(field, "must be a whole number: " + value);
        }
        return value.asLong();
    }

    long whole(String field, long missing) {
        return node.hasNonNull(field) ? whole(field) : missing;
    }

    /** Dollars as quoted decimal text, in nano-dollars; an amount that is not exact in them is an error. */
    long dollars(String field) {
        JsonNode value = required(field);
        if (!value.isTextual()) {
            throw wrong(field, "must be a decimal in quotes, so that it is exact: " + value);
        }
        try {
            return new BigDecimal(value.asText()).multiply(NANODOLLARS).longValueExact();
        } catch (NumberFormatException e) {
            throw wrong(field, "is not a decimal: " + value);
        } catch (ArithmeticException e) {
            throw wrong(field, "is not a whole number of nano-dollars: " + value);
        }
    }

    Fields child(String field) {
        return new Fields(where + "." + field, required(field));
    }

    IllegalArgumentException wrong(String field, String what) {
        return new IllegalArgumentException(where + "." + field + " " + what);
    }

    private JsonNode required(String field) {
        if (!node.hasNonNull(field)) {
            throw wrong(field, "is missing");
        }
        return node.get(field);
    }
}
