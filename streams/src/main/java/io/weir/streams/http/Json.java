package io.weir.streams.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** JSON of answers. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final int NANO_DIGITS = 9;
    /** Digits of dollars for a figure that is a ratio: a thousandth of a nano-dollar. */
    private static final int RATIO_DIGITS = 12;

    private static final String NANODOLLARS = "nanodollars";

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static byte[] bytes(ObjectNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write JSON", e);
        }
    }

    /** Puts an integer, and beside an amount of nano-dollars the same in dollars. */
    static void put(ObjectNode node, String name, long value) {
        node.put(name, value);
        if (name.endsWith(NANODOLLARS)) {
            node.put(inDollars(name), dollars(value));
        }
    }

    /** Puts a ratio; one that is no number, such as a cost per pass without a pass, is null. */
    static void put(ObjectNode node, String name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            node.putNull(name);
            return;
        }
        node.put(name, value);
        if (name.endsWith(NANODOLLARS)) {
            node.put(inDollars(name), plain(BigDecimal.valueOf(value).movePointLeft(NANO_DIGITS)));
        }
    }

    /** Exact decimal dollars of nano-dollars, such as 0.000012 of 12000. */
    static String dollars(long nanodollars) {
        return plain(BigDecimal.valueOf(nanodollars, NANO_DIGITS));
    }

    private static String plain(BigDecimal dollars) {
        BigDecimal rounded = dollars.setScale(RATIO_DIGITS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String inDollars(String name) {
        return name.substring(0, name.length() - NANODOLLARS.length()) + "dollars";
    }
}
