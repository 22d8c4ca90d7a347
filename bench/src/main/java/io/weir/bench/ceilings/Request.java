package io.weir.bench.ceilings;

/**
 * One request as it was.
 *
 * @param task task class
 * @param promptBytes UTF-8 bytes of its prompt
 * @param inputTokens tokens of its prompt
 * @param outputTokens tokens of its whole answer, where no ceiling of ours cuts it
 */
public record Request(String task, long promptBytes, long inputTokens, long outputTokens) {}
