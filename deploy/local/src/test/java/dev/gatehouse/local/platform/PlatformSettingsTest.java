package dev.gatehouse.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformSettingsTest {

    private static final Path ROOT = Path.of("/repository");

    @Test
    void withoutChoiceEverythingIsWhereTheReadmeSays() {
        PlatformSettings settings = PlatformSettings.from(Map.of(), ROOT);
        assertThat(settings.home()).isEqualTo(ROOT.resolve("target/local"));
        assertThat(settings.services()).containsExactly("request", "provisioner", "upgrade", "ownership");
        assertThat(settings.port(Listener.FRONT_DOOR)).isEqualTo(8080);
        assertThat(settings.port(Listener.OWNERSHIP)).isEqualTo(8084);
        assertThat(settings.temporalAddress()).isNull();
    }

    @Test
    void aBaseMovesEveryPortAndASinglePortWins() {
        PlatformSettings settings =
                PlatformSettings.from(Map.of("GATEHOUSE_PORT_BASE", "20000", "GATEHOUSE_PORT_KAFKA", "9092"), ROOT);
        assertThat(Arrays.stream(Listener.values()).map(settings::port))
                .doesNotHaveDuplicates()
                .allMatch(port -> port == 9092 || port >= 20000 && port < 20000 + Listener.values().length);
        assertThat(settings.port(Listener.KAFKA)).isEqualTo(9092);
        assertThat(settings.port(Listener.FRONT_DOOR)).isEqualTo(20000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "eighty"})
    void whatIsNoPortIsRefusedByName(String value) {
        assertThatThrownBy(() -> PlatformSettings.from(Map.of("GATEHOUSE_PORT_BASE", value), ROOT))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("GATEHOUSE_PORT_BASE=" + value);
    }

    @Test
    void servicesMayBeChosenAndUnknownOnesAreRefused() {
        assertThat(PlatformSettings.from(Map.of("GATEHOUSE_SERVICES", "request, upgrade"), ROOT)
                        .services())
                .containsExactly("request", "upgrade");
        assertThat(PlatformSettings.from(Map.of("GATEHOUSE_SERVICES", "none"), ROOT)
                        .services())
                .isEmpty();
        assertThatThrownBy(() -> PlatformSettings.from(Map.of("GATEHOUSE_SERVICES", "billing"), ROOT))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("billing");
    }
}
