package io.weir.workers.engine;

/**
 * A call of a function that the model asks for.
 *
 * @param arguments JSON text as the model wrote it, not checked
 */
public record ToolCallReply(String id, String type, String name, String arguments) {}
