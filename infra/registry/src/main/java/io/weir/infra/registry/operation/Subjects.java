package io.weir.infra.registry.operation;

import io.confluent.kafka.schemaregistry.utils.QualifiedSubject;

/** Names of subjects. */
final class Subjects {

    private Subjects() {}

    /**
     * Refuses what Confluent's server refuses, and names qualified by a context, such as {@code :.staging:orders-value}:
     * contexts are not supported, and taking them for plain names would mix their ids.
     */
    static void requireValid(String subject) {
        boolean qualified = subject.startsWith(QualifiedSubject.CONTEXT_PREFIX)
                || subject.startsWith(QualifiedSubject.CONTEXT_WILDCARD);
        if (qualified || !QualifiedSubject.isValidSubject(QualifiedSubject.DEFAULT_TENANT, subject)) {
            throw Refusals.invalidSubject(subject);
        }
    }
}
