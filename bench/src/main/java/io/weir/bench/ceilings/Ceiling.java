package io.weir.bench.ceilings;

/**
 * How the ceiling of a request that sets none comes about.
 *
 * @param outputTokens default of the settings
 * @param learns whether outcomes teach the router, as its calibration does
 * @param continues whether an answer that was cut is made again
 */
public record Ceiling(String name, long outputTokens, boolean learns, boolean continues) {}
