package io.weir.streams.views;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * Sums in a store: JSON of the view's record. Longs are exact; instants are ISO-8601, so microseconds are, too. A field that
 * this version does not know is passed over, a field that is new reads as its zero.
 */
public final class ViewCodec<V> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public static final ViewCodec<AccountView> ACCOUNT = new ViewCodec<>(AccountView.class);
    public static final ViewCodec<TenantView> TENANT = new ViewCodec<>(TenantView.class);

    private final Class<V> type;

    private ViewCodec(Class<V> type) {
        this.type = type;
    }

    byte[] encode(V view) {
        try {
            return JSON.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot encode " + view, e);
        }
    }

    /** The view of what {@link #encode} has made of it. */
    public V decode(byte[] bytes) {
        try {
            return JSON.readValue(bytes, type);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "state store holds no " + type.getSimpleName() + "; delete the state directory to build it again",
                    e);
        }
    }
}
