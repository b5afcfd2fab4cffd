package dev.gatehouse.request.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.NullPlace;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.request.stack.model.Orphan.Resource;
import dev.gatehouse.request.stack.model.ProvisioningFact;
import dev.gatehouse.request.stack.model.ProvisioningFact.ComponentDone;
import dev.gatehouse.request.stack.model.ProvisioningFact.ComponentGone;
import dev.gatehouse.request.stack.model.ProvisioningFact.Deleted;
import dev.gatehouse.request.stack.model.ProvisioningFact.Done;
import dev.gatehouse.request.stack.model.ProvisioningFact.Failed;
import dev.gatehouse.request.stack.model.ProvisioningFact.NamedComponent;
import dev.gatehouse.request.stack.model.ProvisioningFact.OperationReference;
import dev.gatehouse.request.stack.model.ProvisioningFact.Started;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provisioner's events as the contract shows them are read, tolerantly. */
class ProvisioningEventsContractTest {
    private static final OperationReference OPERATION =
            new OperationReference(UUID.fromString("8a1f2a0c-6a0e-4d63-8a1e-3f4f4c1f9f20"), 1);

    private static final OperationReference DELETION =
            new OperationReference(UUID.fromString("5b2f6a1e-2c0b-4f5e-9a51-6f1f8f0f2d22"), 2);

    private static final NamedComponent DATABASE = new NamedComponent("database", "postgresql", "platform");
    private static final NamedComponent APPLICATION = new NamedComponent("application", "gitops", "developer");

    @Test
    void everyExampleIsRead() {
        assertThat(read("ProvisioningStarted")).hasValue(new Started(OPERATION));
        assertThat(read("ComponentProvisioned")).get().isInstanceOfSatisfying(ComponentDone.class, fact -> {
            assertThat(fact.operation()).isEqualTo(OPERATION);
            assertThat(fact.component()).isEqualTo(DATABASE);
            assertThat(fact.outputs()).containsEntry("host", "127.0.0.1").containsEntry("port", 15432);
        });
        assertThat(read("StackProvisioned")).get().isInstanceOfSatisfying(Done.class, fact -> {
            assertThat(fact.generation()).isEqualTo(1);
            assertThat(fact.outputs()).containsEntry("namespace", "checkout-shop");
            assertThat(fact.components()).containsExactly(DATABASE, APPLICATION);
        });
        assertThat(read("ProvisioningFailed")).get().isInstanceOfSatisfying(Failed.class, fact -> {
            assertThat(fact.component()).isEqualTo("application");
            assertThat(fact.reason()).startsWith("no target");
            assertThat(fact.remedy()).isNotEmpty();
        });
        assertThat(read("ComponentDestroyed")).hasValue(new ComponentGone(DELETION, "application"));
        assertThat(read("StackDeleted")).hasValue(new Deleted(DELETION));
        assertThat(read("DeletionFailed")).get().isInstanceOfSatisfying(Failed.class, fact -> {
            assertThat(fact.operation()).isEqualTo(DELETION);
            assertThat(fact.component()).isEqualTo("database");
            assertThat(fact.orphans()).singleElement().satisfies(orphan -> {
                assertThat(orphan.target()).isEqualTo("local-postgresql");
                assertThat(orphan.resources()).contains(new Resource("database", "checkout_shop_database_0f5d4c36"));
            });
        });
        assertThat(read("SecretRead")).isEmpty();
    }

    @Test
    void addedFieldsAreTolerated() throws JsonProcessingException {
        ObjectNode data = (ObjectNode) example("ProvisioningStarted").path("data");
        data.put("added", 1);
        data.withObject("/operation").put("added", "too");

        assertThat(ProvisioningEvents.read(event("ProvisioningStarted", data))).hasValue(new Started(OPERATION));
    }

    @Test
    void aFailureMayNameNoComponent() throws JsonProcessingException {
        ObjectNode data = (ObjectNode) example("ProvisioningFailed").path("data");
        data.putNull("component");

        assertThat(ProvisioningEvents.read(event("ProvisioningFailed", data)))
                .get()
                .isInstanceOfSatisfying(
                        Failed.class, fact -> assertThat(fact.component()).isNull());
    }

    @Test
    void aFailureSaysWhetherTheFormerGenerationIsWholeAgain() throws JsonProcessingException {
        JsonNode envelope = example("ProvisioningFailed");
        ObjectNode data = (ObjectNode) envelope.path("data");
        data.put("restored", true).putObject("outputs").put("secret", "s.database.owner");
        EventContract.check(envelope.toString());
        assertThat(ProvisioningEvents.read(event("ProvisioningFailed", data)))
                .get()
                .isInstanceOfSatisfying(Failed.class, fact -> {
                    assertThat(fact.restored()).isTrue();
                    assertThat(fact.outputs()).isEqualTo(Map.of("secret", "s.database.owner"));
                });

        data.remove("restored");
        assertThat(ProvisioningEvents.read(event("ProvisioningFailed", data)))
                .get()
                .isInstanceOfSatisfying(
                        Failed.class, fact -> assertThat(fact.restored()).isFalse());
    }

    @Test
    void aFailureSaysWhatTheStackHas() throws JsonProcessingException {
        JsonNode envelope = example("ProvisioningFailed");
        ObjectNode data = (ObjectNode) envelope.path("data");
        data.putArray("components")
                .addObject()
                .put("name", "application")
                .put("kind", "gitops")
                .put("owner", "developer");
        EventContract.check(envelope.toString());

        assertThat(ProvisioningEvents.read(event("ProvisioningFailed", data)))
                .get()
                .isInstanceOfSatisfying(
                        Failed.class, fact -> assertThat(fact.components()).containsExactly(APPLICATION));
    }

    @Test
    void eventsFromBeforeOwnersWereToldAreStillRead() throws JsonProcessingException {
        JsonNode envelope = example("StackProvisioned");
        ObjectNode data = (ObjectNode) envelope.path("data");
        data.path("components").forEach(component -> ((ObjectNode) component).remove("owner"));
        EventContract.check(envelope.toString());

        assertThat(ProvisioningEvents.read(event("StackProvisioned", data)))
                .get()
                .isInstanceOfSatisfying(Done.class, fact -> assertThat(fact.components())
                        .containsExactly(
                                new NamedComponent("database", "postgresql", null),
                                new NamedComponent("application", "gitops", null)));
    }

    @Test
    void aDeletionsFailureSaysWhetherNothingWasRemoved() throws JsonProcessingException {
        JsonNode envelope = example("DeletionFailed");
        ObjectNode data = (ObjectNode) envelope.path("data");
        data.put("restored", true);
        EventContract.check(envelope.toString());
        assertThat(ProvisioningEvents.read(event("DeletionFailed", data)))
                .get()
                .isInstanceOfSatisfying(
                        Failed.class, fact -> assertThat(fact.restored()).isTrue());

        data.put("restored", "yes");
        assertThatThrownBy(() -> EventContract.check(envelope.toString())).isInstanceOf(AssertionError.class);
    }

    @Test
    void missingFieldsAreNamed() throws JsonProcessingException {
        for (String field : new String[] {"operation", "generation", "outputs"}) {
            ObjectNode data = (ObjectNode) example("StackProvisioned").path("data");
            data.remove(field);

            assertThatThrownBy(() -> ProvisioningEvents.read(event("StackProvisioned", data)))
                    .isInstanceOf(RejectedEvent.class)
                    .hasMessageContaining(field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ProvisioningStarted",
                "ComponentProvisioned",
                "StackProvisioned",
                "ProvisioningFailed",
                "ComponentDestroyed",
                "StackDeleted",
                "DeletionFailed"
            })
    void aNullThatTheContractDoesNotAllowIsRefusedWithItsPlace(String name) {
        NullPlace.check(name, data -> ProvisioningEvents.read(event(name, data)));
    }

    private static Optional<ProvisioningFact> read(String name) {
        try {
            return ProvisioningEvents.read(event(name, example(name).path("data")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode example(String name) throws JsonProcessingException {
        return new ObjectMapper().readTree(EventContract.example(name));
    }

    private static Event event(String name, JsonNode data) {
        return new Event(
                "id",
                URI.create("/provisioner-service"),
                "dev.gatehouse.provisioner." + name + ".v1",
                "0f5d4c36-6d1f-4a55-9e9b-3a0a4a8e7c11",
                null,
                1,
                data,
                new byte[0],
                Map.of());
    }
}
