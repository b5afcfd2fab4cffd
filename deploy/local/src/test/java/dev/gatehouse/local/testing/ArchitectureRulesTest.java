package dev.gatehouse.local.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Every rule passes over the good example and fails over the bad one, for the reason it is there for. */
class ArchitectureRulesTest {

    private static final String EXAMPLES = "dev.gatehouse.local.testing.example.";

    private final ArchitectureRules good = ArchitectureRules.ofAnyClasses(EXAMPLES + "good");
    private final ArchitectureRules bad = ArchitectureRules.ofAnyClasses(EXAMPLES + "bad");

    @Test
    void theGoodExampleKeepsAllRules() {
        assertThatCode(good::checkService).doesNotThrowAnyException();
        assertThatCode(good::messagingKnowsNoService).doesNotThrowAnyException();
    }

    @Test
    void aModelThatKnowsALibraryIsFound() {
        assertBroken(bad::modelsArePure, "ImpureName", "JsonNode");
    }

    @Test
    void aUseCaseThatKnowsAnAdapterIsFound() {
        assertBroken(bad::featureRootsDoNotKnowAdapters, "Stacks", "StackResource");
    }

    @Test
    void twoFeaturesThatNeedEachOtherAreFound() {
        assertBroken(bad::featuresHaveNoCycles, "Slice stack", "Slice team");
    }

    @Test
    void aWorkflowThatReadsTheClockOrDoesInputIsFound() {
        assertBroken(
                ArchitectureRules.ofAnyClasses(EXAMPLES + "bad.stack")::workflowsAreDeterministic, "Instant.now()");
        assertBroken(ArchitectureRules.ofAnyClasses(EXAMPLES + "bad.file")::workflowsAreDeterministic, "Files.exists");
    }

    @Test
    void sendingPastTheOutboxIsFound() {
        assertBroken(bad::onlyMessagingSends, "StackResource", "KafkaProducer");
    }

    @Test
    void aMappedClassOutsidePersistenceIsFound() {
        assertBroken(bad::onlyPersistenceSeesJakartaPersistence, "Stacks", "jakarta.persistence.Entity");
    }

    @Test
    void aProgramThatAnotherClassStartsIsFound() {
        ArchitectureRules local = ArchitectureRules.of("dev.gatehouse.local.postgresql");
        assertBroken(() -> local.onlyThisStartsPrograms("dev.gatehouse.local.postgresql.RunAs"), "Postmaster");
    }

    @Test
    void anInjectedFieldIsFound() {
        assertBroken(bad::noFieldInjection, "Stacks.teams");
    }

    @Test
    void aPackageThatSaysNothingOfNullIsFound() {
        assertBroken(bad::packagesAreNullMarked, "Unmarked");
    }

    @Test
    void anotherModuleIsFound() {
        assertBroken(bad::messagingKnowsNoService, "Loopback");
    }

    @Test
    void rulesAboutNothingAreRefused() {
        assertThatThrownBy(() -> ArchitectureRules.of("dev.gatehouse.nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.gatehouse.nowhere");
    }

    private static void assertBroken(ThrowingCallable rule, String... places) {
        var thrown = assertThatThrownBy(rule).isInstanceOf(AssertionError.class);
        for (String place : places) {
            thrown.hasMessageContaining(place);
        }
    }
}
