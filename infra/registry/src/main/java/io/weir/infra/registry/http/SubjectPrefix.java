package io.weir.infra.registry.http;

import io.confluent.kafka.schemaregistry.utils.QualifiedSubject;

/**
 * The start of a subject's name. A client asks for all contexts by a prefix of {@code :*:}; there is only the default one
 * here, whose name is empty.
 */
record SubjectPrefix(String start) {

    static SubjectPrefix of(String text) {
        String wildcard = QualifiedSubject.CONTEXT_WILDCARD;
        return new SubjectPrefix(text.startsWith(wildcard) ? text.substring(wildcard.length()) : text);
    }

    boolean matches(String subject) {
        return subject.startsWith(start);
    }
}
