package dev.gatehouse.request;

import dev.gatehouse.local.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theServiceKeepsToTheRules() {
        ArchitectureRules.of("dev.gatehouse.request").checkService();
    }
}
