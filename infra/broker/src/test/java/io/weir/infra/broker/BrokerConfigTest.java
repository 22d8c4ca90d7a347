package io.weir.infra.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BrokerConfigTest {

    private static final Path DIRECTORY = Path.of("data");

    @Test
    void aPortThatIsNotAPortIsNamed() {
        var e = assertThrows(IllegalArgumentException.class, () -> BrokerConfig.at(DIRECTORY, 65_536));

        assertEquals("port is 65536, not in 0..65535", e.getMessage());
    }

    @Test
    void onePortCannotServeBothListeners() {
        var e = assertThrows(IllegalArgumentException.class, () -> new BrokerConfig(DIRECTORY, 9092, 9092));

        assertEquals("port and controllerPort are both 9092", e.getMessage());
    }

    @Test
    void bothPortsMayBeLeftToChance() {
        assertEquals(new BrokerConfig(DIRECTORY, 0, 0), BrokerConfig.at(DIRECTORY));
    }
}
