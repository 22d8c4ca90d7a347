package io.weir.bench.router;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameGroupsTest {

    private static final String PROCESS = "[router-StreamThread-1 tid=1];java/lang/Thread.run;"
            + "org/apache/kafka/streams/processor/internals/StreamThread.run;io/weir/router/RouterProcessor.process;";

    @Test
    void theInnermostFrameThatIsKnownDecides() {
        assertEquals("shell", FrameGroups.group(PROCESS + "java/util/ArrayList.add"));
        assertEquals("decide", FrameGroups.group(PROCESS + "io/weir/core/routing/Router.decide;java/util/HashMap.get"));
        assertEquals(
                "stores: stored form",
                FrameGroups.group(PROCESS
                        + "io/weir/core/routing/Router.decide;io/weir/router/state/StoreState.account;"
                        + "io/weir/router/state/LedgerState.account"));
        assertEquals(
                "Avro encode",
                FrameGroups.group(PROCESS + "io/weir/schemas/AvroWire.encode;org/apache/avro/io/Encoder.writeString"));
        assertEquals(
                "producer: send",
                FrameGroups.group(PROCESS + "org/apache/kafka/streams/processor/internals/SinkNode.process;"
                        + "org/apache/kafka/clients/producer/KafkaProducer.doSend;java/util/zip/CRC32C.update"));
    }

    @Test
    void whatTheChangelogSendsIsItsOwn() {
        assertEquals(
                "stores: changelog",
                FrameGroups.group(
                        PROCESS + "org/apache/kafka/streams/state/internals/"
                                + "ChangeLoggingKeyValueBytesStore.put;org/apache/kafka/clients/producer/KafkaProducer.doSend"));
    }

    @Test
    void threadsOfTheJvmAndOfTheNetworkAreTheirOwn() {
        assertEquals(
                "JIT compiler", FrameGroups.group("[C2 CompilerThread0 tid=9];CompileBroker::compiler_thread_loop"));
        assertEquals(
                "producer: network thread",
                FrameGroups.group(
                        "[kafka-producer-network-thread tid=3];java/lang/Thread.run;"
                                + "org/apache/kafka/clients/producer/internals/Sender.run;org/apache/kafka/clients/NetworkClient.poll"));
        assertEquals("other", FrameGroups.group("[VM Thread tid=2];start_thread"));
    }

    @Test
    void sharesAreOfAllSamples_theLargestFirst() {
        List<FrameGroups.Share> shares = FrameGroups.of(List.of(
                PROCESS + "java/util/ArrayList.add 10", "[VM Thread tid=2];start_thread 30", PROCESS + "x 20", ""));

        assertEquals(List.of(new FrameGroups.Share("shell", 30, 0.5), new FrameGroups.Share("other", 30, 0.5)), shares);
    }
}
