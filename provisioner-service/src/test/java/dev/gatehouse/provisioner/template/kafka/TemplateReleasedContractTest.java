package dev.gatehouse.provisioner.template.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.NullPlace;
import dev.gatehouse.messaging.inbox.EventData;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.provisioner.Events;
import dev.gatehouse.provisioner.template.model.Release;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The consumer's half of the contract: the example is read, whatever is added to it. */
class TemplateReleasedContractTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void theExampleIsRead() {
        Release release = read(example());
        assertThat(release.name() + "@" + release.version()).isEqualTo("web-stack@1.0.0");
        assertThat(release.component("application").dependsOn()).isEqualTo(List.of("database"));
        assertThat(release.component("application").owner()).isEqualTo("developer");
        assertThat(release.component("application").drift()).isEqualTo("repair");
        assertThat(release.outputs()).containsKey("databaseSecret");
    }

    @Test
    void whatSaysNothingOfDriftIsReportedAlsoInReleasesThatWereKeptBeforeThereWasAPolicy() throws Exception {
        Release release = read(example());
        assertThat(release.component("database").drift()).isEqualTo("report");
        ObjectNode kept = json.valueToTree(release);
        ((ObjectNode) kept.at("/components/1")).remove("drift");
        assertThat(json.treeToValue(kept, Release.class)
                        .component("application")
                        .drift())
                .isEqualTo("report");
    }

    @Test
    void addedFieldsAreTolerated() {
        ObjectNode data = example();
        data.put("added", true);
        ((ObjectNode) data.at("/components/0")).put("added", true);
        assertThat(read(data)).isEqualTo(read(example()));
    }

    @Test
    void aMissingFieldIsRefused() {
        ObjectNode data = example();
        ((ObjectNode) data.at("/components/0")).remove("kind");
        assertThatThrownBy(() -> read(data)).isInstanceOf(RejectedEvent.class).hasMessageContaining("kind");
    }

    @Test
    void aNullThatTheContractDoesNotAllowIsRefusedWithItsPlace() {
        NullPlace.check("TemplateReleased", TemplateReleasedContractTest::read);
    }

    private static Release read(JsonNode data) {
        return EventData.read(TemplateReleased.TYPE, data, TemplateReleased.class)
                .release();
    }

    private static ObjectNode example() {
        return Events.data(Events.parse(EventContract.example("TemplateReleased")));
    }
}
