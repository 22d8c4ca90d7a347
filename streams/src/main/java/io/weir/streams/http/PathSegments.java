package io.weir.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments of a raw request path, each percent-decoded once as strict UTF-8. Routers decode with a form decoder, which
 * turns an escaped {@code %2B} into a plus; an id must come through byte by byte.
 */
final class PathSegments {
    private PathSegments() {}

    /**
     * Takes a path apart.
     *
     * @param rawPath such as /api/v1/tenants/acme/queries/a%2Fb; a slash at the end counts for nothing
     * @throws ApiException if an escape is broken or is not UTF-8
     */
    static List<String> of(String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String raw : rawPath.substring(1).split("/", -1)) {
            segments.add(decoded(raw));
        }
        int last = segments.size() - 1;
        if (segments.get(last).isEmpty()) {
            segments.remove(last);
        }
        return segments;
    }

    private static String decoded(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            int c = raw.codePointAt(i);
            if (c == '%') {
                bytes.write(escaped(raw, i));
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
            throw ApiException.invalid("path", raw, "must be UTF-8 in percent escapes");
        }
    }

    private static int escaped(String raw, int at) {
        int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw ApiException.invalid("path", raw, "must have two hex digits after each %");
        }
        return high * 16 + low;
    }
}
