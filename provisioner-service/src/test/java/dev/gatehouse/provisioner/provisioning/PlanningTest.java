package dev.gatehouse.provisioner.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where components come to lie, and that those which lie somewhere stay there. */
@QuarkusTest
@RealParts
class PlanningTest {
    private static final Target HERE = new Target("here", "postgresql", Map.of(), List.of(), "pia", Instant.EPOCH);

    Parts parts;

    @Inject
    Planning planning;

    @Inject
    Releases releases;

    @Inject
    BlockingBridge bridge;

    @Test
    void whatStandsStaysWhereItIsAndWhatIsGoneIsPlacedAnew() {
        ObjectNode told = Events.templateReleased("placed@1.0.0");
        Events.component(told, "database", "postgresql");
        new Stacks(parts).release(told);
        Release release = await().atMost(Duration.ofSeconds(30))
                .until(() -> bridge.read(session -> releases.find(session, "placed", "1.0.0")), Optional::isPresent)
                .orElseThrow();
        Component standing = Component.pending("database", "postgresql", "platform", "elsewhere", List.of());

        assertThat(place(release, List.of())).isEqualTo("here");
        assertThat(place(release, List.of(standing))).isEqualTo("elsewhere");
        assertThat(place(release, List.of(standing.destroyed()))).isEqualTo("here");
    }

    private String place(Release release, List<Component> standing) {
        return planning.place(release, planning.order(release), "development", List.of(HERE), standing)
                .get(0)
                .target();
    }
}
