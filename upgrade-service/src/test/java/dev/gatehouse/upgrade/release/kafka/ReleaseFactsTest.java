package dev.gatehouse.upgrade.release.kafka;

import static dev.gatehouse.local.testing.FactSender.REQUEST_TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.FactSender;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.Table;
import dev.gatehouse.local.testing.TopicReader;
import dev.gatehouse.local.testing.TopicWriters;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReleaseFactsTest {
    Parts parts;
    private FactSender facts;
    private final String template = "template-" + UUID.randomUUID();

    @BeforeEach
    void connect() {
        facts = new FactSender(parts);
    }

    @Test
    void aReleaseIsRememberedWithTheWholeFact() throws Exception {
        ObjectNode told = release("1.0.0", 1);
        facts.send(REQUEST_TEMPLATE, told);

        await().untilAsserted(() -> assertThat(releases("version, owner, digest"))
                .containsExactly("1.0.0|platform|" + told.at("/data/digest").asText()));
        assertThat(new ObjectMapper().readTree(releases("fact").get(0))).isEqualTo(told.get("data"));
    }

    @Test
    void ofACompactedTopicTheNewestCountsAndAGapIsNormal() {
        ObjectNode newest = release("1.0.0", 7);
        newest.withObject("/data").put("owner", "newest");
        facts.send(REQUEST_TEMPLATE, newest);
        facts.send(REQUEST_TEMPLATE, release("1.0.0", 3));
        facts.send(REQUEST_TEMPLATE, release("2.0.0", 1));

        await().untilAsserted(
                        () -> assertThat(releases("version, owner")).containsExactly("1.0.0|newest", "2.0.0|platform"));
    }

    @Test
    void aReleaseWithoutAVersionBecomesADeadLetter() {
        ObjectNode faulty = release("1.0.0", 1);
        faulty.withObject("/data").remove("version");
        facts.send(REQUEST_TEMPLATE, faulty);

        try (var letters = new TopicReader(parts, REQUEST_TEMPLATE + ".dlq")) {
            await().untilAsserted(() -> assertThat(letters.latest(template + "@1.0.0"))
                    .hasEntrySatisfying(
                            "gatehouse-reason", reason -> assertThat(reason).contains("version")));
        }
        assertThat(releases("version")).isEmpty();
    }

    @Test
    void aNullBecomesADeadLetterThatSaysWhere() {
        ObjectNode faulty = release("1.0.0", 1);
        faulty.withObject("/data").putNull("owner");
        facts.send(REQUEST_TEMPLATE, faulty);

        try (var letters = new TopicReader(parts, REQUEST_TEMPLATE + ".dlq")) {
            await().untilAsserted(() -> assertThat(letters.latest(template + "@1.0.0"))
                    .hasEntrySatisfying(
                            "gatehouse-reason", reason -> assertThat(reason).contains("TemplateReleased", "/owner")));
        }
    }

    @Test
    void onlyRequestServiceTellsOfReleases() {
        assertThat(TopicWriters.of(parts, REQUEST_TEMPLATE)).containsExactly("request");
    }

    private ObjectNode release(String version, int sequence) {
        ObjectNode fact = facts.of("TemplateReleased", template + "@" + version, sequence);
        fact.withObject("/data").put("name", template).put("version", version).remove("stackId");
        return fact;
    }

    private List<String> releases(String columns) {
        return new Table(parts)
                .rows("select %s from template_release where name = ? order by version".formatted(columns), template);
    }
}
