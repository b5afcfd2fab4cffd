package dev.gatehouse.provisioner.target.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BoundAddressTest {

    @Test
    void aServerIsHostAndPort() {
        BoundAddress bound = new BoundAddress("db.example:5432");
        assertThat(bound.covers("postgresql", Map.of("host", "db.example", "port", 5432)))
                .isTrue();
        assertThat(bound.covers("postgresql", Map.of("host", "db.example", "port", 5433)))
                .isFalse();
        assertThat(bound.covers("postgresql", Map.of("host", "evil.example", "port", 5432)))
                .isFalse();
    }

    @Test
    void aRepositoryLiesBelowTheUrl() {
        BoundAddress bound = new BoundAddress("https://git.example/platform");
        assertThat(bound.covers("git", Map.of("url", "https://git.example/platform/stacks.git")))
                .isTrue();
        assertThat(bound.covers("git", Map.of("url", "https://git.example/platform")))
                .isTrue();
        assertThat(bound.covers("git", Map.of("url", "https://git.example/platform-evil/stacks.git")))
                .isFalse();
        assertThat(bound.covers("git", Map.of("url", "https://git.example.evil/platform/stacks.git")))
                .isFalse();
    }
}
