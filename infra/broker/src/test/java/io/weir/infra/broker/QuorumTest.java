package io.weir.infra.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class QuorumTest {

    private static final Quorum THREE =
            Quorum.parse("4L6g3nShT-eMCtK--X86sw", "2", "1:20001:21001,2:20002:21002,3:20003:21003");

    @Test
    void aNodeListensWhereTheQuorumSays() {
        BrokerConfig config = BrokerConfig.at(Path.of("data"), THREE);
        assertEquals(20_002, config.port());
        assertEquals(21_002, config.controllerPort());
    }

    @Test
    void threeNodes_keepARecordOnTwoBeforeItIsTaken() {
        Properties properties = BrokerSettings.of(BrokerConfig.at(Path.of("data"), THREE));
        assertEquals("2", properties.get("node.id"));
        assertEquals(
                "1@127.0.0.1:21001,2@127.0.0.1:21002,3@127.0.0.1:21003", properties.get("controller.quorum.voters"));
        assertEquals("3", properties.get("default.replication.factor"));
        assertEquals("2", properties.get("min.insync.replicas"));
        assertEquals("2", properties.get("transaction.state.log.min.isr"));
    }

    @Test
    void aBrokerAlone_hasOneReplica() {
        Properties properties = BrokerSettings.of(new BrokerConfig(Path.of("data"), 20_001, 21_001));
        assertEquals("1", properties.get("node.id"));
        assertEquals("1@127.0.0.1:21001", properties.get("controller.quorum.voters"));
        assertEquals("1", properties.get("min.insync.replicas"));
    }

    @Test
    void aNodeThatIsNotListed_isRefused() {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> new Quorum("4L6g3nShT-eMCtK--X86sw", 4, List.of(new Quorum.Node(1, 20_001, 21_001))));
        assertTrue(String.valueOf(error.getMessage()).contains("node 4"), error.getMessage());
    }

    @Test
    void aListOfAnotherForm_isRefusedByName() {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class, () -> Quorum.parse("4L6g3nShT-eMCtK--X86sw", "1", "1:20001"));
        assertTrue(String.valueOf(error.getMessage()).contains("1:20001"), error.getMessage());
    }
}
