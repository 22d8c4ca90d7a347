package io.weir.infra.local.stack;

import java.nio.file.Path;

/**
 * How the local stack is started. A port of 0 is any free one.
 *
 * @param directory where all state is kept
 * @param engine recorded or openai
 */
public record StackOptions(
        Path directory, int kafkaPort, int registryPort, int httpPort, int flinkPort, String engine, String policy) {

    public StackOptions {
        if (!engine.equals("recorded") && !engine.equals("openai")) {
            throw new IllegalArgumentException("--engine must be recorded or openai: " + engine);
        }
    }
}
