package dev.gatehouse.provisioner.provisioning.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import io.quarkus.test.junit.QuarkusTest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class WitnessMemoryTest {
    Parts parts;

    @Inject
    WorkflowServiceStubs temporal;

    @Inject
    WorkflowClient client;

    @Test
    void aTemporalThatForgotEverythingIsFoundOutOnceByEachReplica() {
        String witness = "witness-" + UUID.randomUUID();
        WitnessMemory one = new WitnessMemory(temporal, client, witness);
        WitnessMemory replica = new WitnessMemory(temporal, client, witness);
        await().until(() -> !one.kept()); // asked for the first time; another test may have Temporal just restarted
        await().until(() -> !replica.kept());
        assertThat(one.kept()).isTrue();
        assertThat(replica.kept()).isTrue();

        parts.restartTemporal();

        await().until(() -> !replica.kept()); // where it does not answer yet it is not taken for lost
        await().until(() -> !one.kept());
        assertThat(one.kept()).isTrue();
        assertThat(replica.kept()).isTrue();
    }
}
