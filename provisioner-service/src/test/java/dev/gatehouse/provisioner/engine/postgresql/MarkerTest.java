package dev.gatehouse.provisioner.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkerTest {
    private final Marker marker = new Marker("stack-1", "database", 3);

    @Test
    void aMarkerIsReadAsItWasWritten() {
        assertThat(Marker.parse(marker.text())).contains(marker);
    }

    @Test
    void anythingElseIsNoMarker() {
        assertThat(Marker.parse(null)).isEmpty();
        assertThat(Marker.parse("")).isEmpty();
        assertThat(Marker.parse("the shop's database")).isEmpty();
        assertThat(Marker.parse(marker.text() + " and more")).isEmpty();
    }

    @Test
    void theSameComponentOfTheSameStackIsTheSameOwner() {
        assertThat(marker.sameOwner(new Marker("stack-1", "database", 9))).isTrue();
        assertThat(marker.sameOwner(new Marker("stack-2", "database", 3))).isFalse();
        assertThat(marker.sameOwner(new Marker("stack-1", "cache", 3))).isFalse();
    }
}
