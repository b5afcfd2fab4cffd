package dev.gatehouse.provisioner;

import dev.gatehouse.local.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final ArchitectureRules rules = ArchitectureRules.of("dev.gatehouse.provisioner");

    @Test
    void modelsArePure() {
        rules.modelsArePure();
    }

    @Test
    void featureRootsDoNotKnowAdapters() {
        rules.featureRootsDoNotKnowAdapters();
    }

    @Test
    void featuresHaveNoCycles() {
        rules.featuresHaveNoCycles();
    }

    @Test
    void workflowsAreDeterministic() {
        rules.workflowsAreDeterministic();
    }

    @Test
    void onlyMessagingSends() {
        rules.onlyMessagingSends();
    }

    @Test
    void onlyPersistenceSeesJakartaPersistence() {
        rules.onlyPersistenceSeesJakartaPersistence();
    }

    @Test
    void packagesAreNullMarked() {
        rules.packagesAreNullMarked();
    }

    @Test
    void noFieldInjection() {
        rules.noFieldInjection();
    }

    @Test
    void nothingButTheDumpStartsAProgram() {
        rules.onlyThisStartsPrograms("dev.gatehouse.provisioner.engine.postgresql.DumpProgram");
    }
}
