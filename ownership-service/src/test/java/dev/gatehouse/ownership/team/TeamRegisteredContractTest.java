package dev.gatehouse.ownership.team;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TopicReader;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The producer's side of the contract: what is sent satisfies the schema, and changes alone are told. */
@QuarkusTest
class TeamRegisteredContractTest {
    Parts parts;
    private final String team = "team-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void eachChangeIsToldOnceAndSatisfiesTheSchema() throws Exception {
        register("{\"title\": \"Checkout\"}");
        register("{\"title\": \"Checkout\"}");
        register("{\"title\": \"Checkout\", \"contact\": {\"chat\": \"#checkout\"}}");

        try (var topic = new TopicReader(parts, TeamRegistered.TOPIC)) {
            await().until(() -> topic.values(team).size() >= 2);
            // What a later registration tells comes after everything that the three above could have told.
            register("{\"title\": \"The end\"}");
            await().until(() -> topic.values(team).stream().anyMatch(value -> value.contains("The end")));

            List<String> told = topic.values(team);
            assertThat(told).hasSize(3).allSatisfy(EventContract::check);
            JsonNode second = new ObjectMapper().readTree(told.get(1));
            assertThat(second.get("source").asText()).isEqualTo("/ownership-service");
            assertThat(second.get("subject").asText()).isEqualTo(team);
            assertThat(second.get("sequence").asText()).isEqualTo("2");
            assertThat(second.at("/data/contact").toString()).isEqualTo("{\"chat\":\"#checkout\"}");
            assertThat(second.at("/data/registeredBy").asText()).isEqualTo("pia");
        }
    }

    private void register(String body) {
        given().auth()
                .oauth2(parts.token("pia"))
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/teams/" + team)
                .then()
                .statusCode(org.hamcrest.Matchers.oneOf(200, 201));
    }
}
