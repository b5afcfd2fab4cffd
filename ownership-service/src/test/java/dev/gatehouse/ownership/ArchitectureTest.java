package dev.gatehouse.ownership;

import dev.gatehouse.local.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void theServiceKeepsToTheRules() {
        ArchitectureRules.of("dev.gatehouse.ownership").checkService();
    }
}
