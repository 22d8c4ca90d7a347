package io.weir.infra.local.submit;

import io.weir.v1.Verifier;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * {@code kind} or {@code kind:param=value,param=value}. A comma separates only where {@code name=} follows, so that
 * {@code regex:pattern=a{1,2}} is one parameter.
 */
final class VerifierOption implements ITypeConverter<Verifier> {

    private static final Pattern SEPARATOR = Pattern.compile(",(?=[a-z_]+=)");

    @Override
    public Verifier convert(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        if (!kind.matches("[a-z_]+")) {
            throw new TypeConversionException("verifier must be kind or kind:param=value,…, is '" + text + "'");
        }
        Map<String, String> parameters = new HashMap<>();
        if (colon >= 0) {
            for (String parameter : SEPARATOR.split(text.substring(colon + 1))) {
                int equals = parameter.indexOf('=');
                if (equals < 1) {
                    throw new TypeConversionException(
                            "parameter of verifier " + kind + " must be name=value, is '" + parameter + "'");
                }
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return new Verifier(kind, parameters);
    }
}
