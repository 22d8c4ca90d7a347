package io.weir.router.state;

/**
 * Stored form of a value. It begins with a version of its own: whoever adds a field adds it to both methods, at the same
 * place, and raises the version. The key that the value is stored under is not in the form.
 */
interface Form<V> {

    void write(ByteWriter out, V value);

    V read(String key, ByteReader in);
}
