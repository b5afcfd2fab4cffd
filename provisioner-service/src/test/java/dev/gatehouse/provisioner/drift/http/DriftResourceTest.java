package dev.gatehouse.provisioner.drift.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.drift.DriftRecords;
import dev.gatehouse.provisioner.drift.model.Drift;
import dev.gatehouse.provisioner.drift.model.DriftPolicy;
import dev.gatehouse.provisioner.drift.model.Seen;
import dev.gatehouse.provisioner.drift.model.StackDrift;
import dev.gatehouse.provisioner.drift.model.StackDrift.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class DriftResourceTest {
    Parts parts;

    @Inject
    BlockingBridge bridge;

    @Inject
    DriftRecords records;

    private final String checkouts = UUID.randomUUID().toString();
    private final String payments = UUID.randomUUID().toString();

    @BeforeEach
    void drift() {
        put(checkouts, "checkout", "application", "database");
        put(payments, "payments", "database");
    }

    @AfterEach
    void forget() {
        bridge.inTransaction(
                session -> records.forget(session, checkouts).chain(() -> records.forget(session, payments)));
    }

    @Test
    void membersSeeTheirTeamsDriftAndPlatformEngineersEverybodys() {
        get("?stack=" + checkouts, parts.token("dana"))
                .statusCode(200)
                .body("items.component", equalTo(List.of("application", "database")))
                .body("items[0].differences[0].desired", equalTo("2"))
                .body("items[0].differences[0].writer", nullValue())
                .body("items[0].policy", equalTo("ask"))
                .body("items[0].state", equalTo("present"))
                .body("next", nullValue());
        get("", parts.token("dana")).statusCode(200).body("items.team", everyItem(equalTo("checkout")));
        get("?stack=" + checkouts, parts.token("otis")).statusCode(200).body("items", empty());
        get("?stack=" + checkouts, parts.token("eve", "signals"))
                .statusCode(200)
                .body("items", empty());
        get("?team=checkout", parts.token("otis"))
                .statusCode(403)
                .body("type", equalTo("https://gatehouse.dev/problems/not-your-team"));
        get("?team=payments&stack=" + payments, parts.token("pia"))
                .statusCode(200)
                .body("items.stackId", equalTo(List.of(payments)));
        given().get("/api/v1/provisioning/drift").then().statusCode(401);
    }

    @Test
    void aTeamThatIsCalledLikeARoleHasNoMembers() {
        put(payments, "signals", "database");
        get("?stack=" + payments, parts.token("eve", "signals")).statusCode(200).body("items", empty());
        get("?team=signals", parts.token("eve", "signals")).statusCode(403);
    }

    @Test
    void pagesFollowEachOther() {
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = get("?limit=1&stack=" + checkouts + "&cursor=" + cursor, parts.token("dana"))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.component"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(seen).containsExactly("application", "database");
    }

    @Test
    void whatCannotBeReadIsRefused() {
        get("?cursor=nowhere", parts.token("dana")).statusCode(400);
        get("?limit=1000", parts.token("dana")).statusCode(400).body("errors[0].pointer", equalTo("/limit"));
        get("?stack=a%27b", parts.token("dana")).statusCode(400).body("errors[0].pointer", equalTo("/stack"));
    }

    private ValidatableResponse get(String query, String token) {
        return given().auth()
                .oauth2(token)
                .urlEncodingEnabled(false)
                .get("/api/v1/provisioning/drift" + query)
                .then();
    }

    private void put(String stack, String team, String... components) {
        Seen seen = new Seen(Seen.State.PRESENT, List.of(new FieldDifference("/spec/replicas", "2", "3", null)));
        List<Drift> open = List.of(components).stream()
                .map(component -> new Drift(
                        stack,
                        component,
                        team,
                        "gitops",
                        "local-git",
                        DriftPolicy.ASK,
                        false,
                        seen,
                        Instant.parse("2026-11-22T11:00:00Z")))
                .toList();
        bridge.inTransaction(session -> records.put(session, new StackDrift(stack, open, Told.NOTHING)));
    }
}
