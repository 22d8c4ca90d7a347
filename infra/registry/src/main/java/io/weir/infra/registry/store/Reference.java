package io.weir.infra.registry.store;

/**
 * A name in a schema that another subject's version defines.
 *
 * @param name full name of the type, as the referring schema writes it
 * @param subject subject that defines it
 * @param version version of that subject
 */
public record Reference(String name, String subject, int version) {}
