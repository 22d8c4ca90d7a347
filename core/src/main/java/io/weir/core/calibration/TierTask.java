package io.weir.core.calibration;

/** The unit of calibration: a tier on a task. */
public record TierTask(String tier, String task) {}
