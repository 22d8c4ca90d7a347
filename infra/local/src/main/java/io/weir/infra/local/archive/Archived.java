package io.weir.infra.local.archive;

import io.weir.infra.local.cluster.Where;
import io.weir.v1.LedgerEntry;

/**
 * A ledger entry and where it stands in Kafka.
 *
 * @param where its coordinates, also once the topic no longer has it
 * @param entry the entry
 */
public record Archived(Where where, LedgerEntry entry) {}
