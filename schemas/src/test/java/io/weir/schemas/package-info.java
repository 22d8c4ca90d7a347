/** Tests of the contracts. {@link io.weir.schemas.SchemaRelease} is the tool that keeps released schemas. */
package io.weir.schemas;
