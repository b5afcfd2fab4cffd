package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.engine.MisbehavingEngine;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever an engine does, the stack ends in a phase that is true. */
@QuarkusTest
@RealParts
class MisbehavingEngineTest {
    Parts parts;

    @Inject
    MisbehavingEngine engine;

    @Inject
    MeterRegistry meters;

    @ParameterizedTest
    @CsvSource({
        "nothing, returned nothing",
        "no number, returned output size with NaN",
        "no json, returned output thread of type",
        "no resource, returned a resource without a type or an id",
        "endless, nested deeper than 32 levels",
        "lies, is made, but it is not as desired at /values/replicas",
        "lies wholly, is made, but it is not there"
    })
    void whatCannotBeTrueFailsForGoodAndIsUndone(String behaviour, String reason) {
        Stacks stacks = new Stacks(parts);
        String stack = request(stacks, behaviour);

        stacks.awaitState(stack, "FAILED");

        List<ObjectNode> facts =
                stacks.awaitFacts(stack, "ProvisioningStarted", "ComponentDestroyed", "ProvisioningFailed");
        JsonNode failed = facts.get(2).path("data");
        assertThat(failed.path("reason").asText())
                .contains("engine misbehaving")
                .contains(reason);
        assertThat(failed.toString()).doesNotContain("hunter2");
        assertThat(failed.path("orphans")).isEmpty();
        assertThat(engine.wasDestroyed(stack)).isTrue();
    }

    @Test
    void anAnswerThatCannotBeTrueIsMeasuredAsPermanentAndNotAsSuccess() {
        long permanent = applied("permanent");
        long success = applied("success");
        Stacks stacks = new Stacks(parts);

        stacks.awaitState(request(stacks, "no number"), "FAILED");

        assertThat(applied("permanent")).isEqualTo(permanent + 1);
        assertThat(applied("success")).isEqualTo(success);
    }

    private long applied(String outcome) {
        return meters.timer("gatehouse.provisioner.engine.apply", "kind", engine.kind(), "outcome", outcome)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangs once", "hangs once in observe"})
    void oneThatNeitherStepsNorEndsIsInterruptedAndRunAgain(String behaviour) {
        Stacks stacks = new Stacks(parts);
        String stack = request(stacks, behaviour);

        stacks.awaitState(stack, "READY");

        assertThat(engine.hasHung(stack)).isTrue();
    }

    @Test
    void whatIsStillThereAfterItWasRemovedIsNotToldAsGone() {
        Stacks stacks = new Stacks(parts);
        ObjectNode request = order(stacks, "lies in destroy");
        String stack = stacks.request(request);
        stacks.awaitState(stack, "READY");

        stacks.request(Events.deletionRequested(request, 2, 2));
        stacks.awaitOperation(stack, 2, "FAILED");

        List<ObjectNode> facts = stacks.facts(stack);
        JsonNode failed = facts.get(facts.size() - 1).path("data");
        assertThat(failed.path("reason").asText())
                .contains("says that component odd is removed, but it is still there");
        assertThat(failed.path("restored").asBoolean()).isTrue();
        assertThat(facts).extracting(Stacks::type).doesNotContain("ComponentDestroyed");
        assertThat(engine.wasDestroyed(stack)).isTrue();
    }

    private static String request(Stacks stacks, String behaviour) {
        return stacks.request(order(stacks, behaviour));
    }

    private static ObjectNode order(Stacks stacks, String behaviour) {
        String name = "mis-" + behaviour.replace(' ', '-');
        ObjectNode release = Events.templateReleased(name + "@1.0.0");
        Events.component(release, "odd", "misbehaving").put("behaviour", behaviour);
        return Events.stackRequested(name, stacks.release(release));
    }
}
