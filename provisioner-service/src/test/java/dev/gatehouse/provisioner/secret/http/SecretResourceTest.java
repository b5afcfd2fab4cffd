package dev.gatehouse.provisioner.secret.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.RealParts;
import dev.gatehouse.provisioner.Stacks;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class SecretResourceTest {
    Parts parts;

    @Inject
    Secrets secrets;

    private final String stack = UUID.randomUUID().toString();
    private final String reference = stack + ".database.owner";

    @Test
    void theOwningTeamReadsItsSecretAndTheReadingIsTold() throws SQLException {
        String password = secrets.issue(reference, new SecretOwner(stack, "checkout", "database"), "app");

        get(parts.token("dana"))
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("username", equalTo("app"))
                .body("password", equalTo(password))
                .body("component", equalTo("database"));

        ObjectNode told = new Stacks(parts).awaitFacts(stack, "SecretRead").get(0);
        EventContract.check(told.toString());
        assertThat(told.at("/data/readBy").asText()).isEqualTo("dana");
        assertThat(told.toString()).doesNotContain(password);
        assertThat(readings()).isEqualTo(1);
    }

    @Test
    void nobodyElseReadsItAndRefusalsOpenNothing() throws SQLException {
        String password = secrets.issue(reference, new SecretOwner(stack, "checkout", "database"), "app");
        get(parts.token("otis"))
                .statusCode(403)
                .body("type", equalTo("https://gatehouse.dev/problems/not-your-team"))
                .body(not(containsString(password)));
        get(parts.token("pia")).statusCode(403).contentType("application/problem+json");
        get(parts.token("eve", "platform-engineer", "producer")).statusCode(403);
        get("forged").statusCode(401);
        given().get("/api/v1/secrets/" + reference).then().statusCode(401);
        assertThat(readings()).isZero();
    }

    @Test
    void aTeamThatIsCalledLikeARoleOpensNothing() {
        for (String role : List.of("platform-engineer", "signals", "producer")) {
            secrets.forget(reference);
            secrets.issue(reference, new SecretOwner(stack, role, "database"), "app");
            get(parts.token("somebody", role)).statusCode(403);
        }
    }

    @Test
    void anUnknownReferenceIsSaidToBeUnknown() {
        get(parts.token("dana")).statusCode(404).body("type", equalTo("https://gatehouse.dev/problems/unknown-secret"));
    }

    @Test
    void thePasswordIsNotInTheDatabaseInTheClear() throws SQLException {
        String password = secrets.issue(reference, new SecretOwner(stack, "checkout", "database"), "app");
        try (Connection connection = parts.connection();
                PreparedStatement select =
                        connection.prepareStatement("select secret::text from secret where reference = ?")) {
            select.setString(1, reference);
            try (ResultSet row = select.executeQuery()) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).contains(reference).doesNotContain(password);
            }
        }
    }

    private ValidatableResponse get(String token) {
        return given().auth().oauth2(token).get("/api/v1/secrets/" + reference).then();
    }

    private int readings() throws SQLException {
        try (Connection connection = parts.connection();
                PreparedStatement select =
                        connection.prepareStatement("select count(*) from secret_reading where stack_id = ?")) {
            select.setString(1, stack);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
