package io.weir.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Percent escapes as strict UTF-8. The server's own decoder turns an escaped {@code %2B} of a path into a plus and drops a
 * parameter that it cannot decode; an id must come through byte by byte, or be refused.
 */
final class PercentDecoder {
    private PercentDecoder() {}

    /**
     * Decodes once; a plus is a plus.
     *
     * @param field what it is, for the error
     * @throws ApiException if an escape is broken or is not UTF-8
     */
    static String decoded(String field, String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int c = raw.codePointAt(i);
            if (c == '%') {
                bytes.write(escaped(field, raw, i));
                i += 2;
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
                i += Character.charCount(c) - 1;
            }
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiException.invalid(field, raw, "must be UTF-8 in percent escapes");
        }
    }

    private static int escaped(String field, String raw, int at) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw ApiException.invalid(field, raw, "must have two hex digits after each %");
        }
        return high * 16 + low;
    }
}
