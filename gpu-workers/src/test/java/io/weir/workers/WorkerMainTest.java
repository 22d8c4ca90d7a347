package io.weir.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WorkerMainTest {

    private static final String RECORDING = "recorded:../infra/workloads/small-tiers/outcomes.jsonl";

    @Test
    void options_becomeTheConfiguration() throws Exception {
        WorkerConfig config = config(
                "--tier=small=" + RECORDING,
                "--tier=large=openai:http://localhost:8080/v1",
                "--rate=smollm2-135m=70/73",
                "--latency-scale=0.05",
                "--concurrency=small=3",
                "--power=small=1,12,1,0.3,1.2",
                "--lease-millis=9000");
        assertEquals(
                List.of("small", "large"),
                config.tiers().stream().map(TierConfig::name).toList());
        assertEquals("recorded", config.tiers().get(0).engine().name());
        assertEquals(3, config.tiers().get(0).concurrency());
        assertEquals(1.2, config.tiers().get(0).power().pue());
        assertEquals("openai", config.tiers().get(1).engine().name());
        assertEquals(1, config.tiers().get(1).concurrency());
        assertEquals(Duration.ofSeconds(9), config.lease());
        assertEquals(Duration.ofSeconds(3), config.heartbeat());
    }

    @Test
    void mistake_namesItsOptionAndValue() {
        assertNamed("engine 'vllm:x'", "--tier=small=vllm:x");
        assertNamed("--rate: missing", "--tier=small=" + RECORDING);
        assertNamed("--rate: '70'", "--tier=small=" + RECORDING, "--rate=smollm2-135m=70");
        assertNamed("[gpt-9] have no recording", "--tier=small=" + RECORDING, "--rate=gpt-9=1/1");
        assertNamed("--power: '1,x,1,1,1'", "--tier=small=openai:http://h/v1", "--power=small=1,x,1,1,1");
        assertNamed("--concurrency: 'big'", "--tier=small=openai:http://h/v1", "--concurrency=big=2");
        assertNamed("WEIR_NO_KEY", "--tier=small=openai:http://h/v1", "--api-key-env=WEIR_NO_KEY");
        assertNamed("baseUrl", "--tier=small=openai:h:80");
    }

    private static void assertNamed(String inMessage, String... options) {
        String message = assertThrows(CommandLine.ParameterException.class, () -> config(options))
                .getMessage();
        assertTrue(message.contains(inMessage), message);
    }

    private static WorkerConfig config(String... options) throws Exception {
        WorkerMain main = new WorkerMain();
        CommandLine line = new CommandLine(main);
        String[] all = new String[options.length + 3];
        all[0] = "--bootstrap=localhost:9092";
        all[1] = "--registry=http://localhost:8081";
        all[2] = "--id=w1";
        System.arraycopy(options, 0, all, 3, options.length);
        line.parseArgs(all);
        return main.config();
    }
}
