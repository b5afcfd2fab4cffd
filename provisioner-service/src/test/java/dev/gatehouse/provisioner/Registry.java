package dev.gatehouse.provisioner;

import static io.restassured.RestAssured.given;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TargetPostgresql;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registers targets over HTTP, as a platform engineer does. */
public final class Registry {
    /** A target does not move while components lie on it, so there is one. */
    private static @Nullable String repository;

    private Registry() {}

    public static void postgresql(Parts parts) {
        TargetPostgresql server = parts.targetPostgresql();
        put(parts, "local-postgresql", "postgresql", Map.of("host", server.host(), "port", server.port()), List.of());
    }

    /** Registers one repository for all tests, for development only, and returns its URL. */
    public static synchronized String git(Parts parts) {
        if (repository == null) {
            repository = parts.gitRepository();
        }
        put(parts, "local-git", "git", Map.of("url", repository, "branch", "main"), List.of("development"));
        return repository;
    }

    public static void put(
            Parts parts, String name, String kind, Map<String, Object> address, List<String> environments) {
        given().auth()
                .oauth2(parts.token("pia"))
                .contentType("application/json")
                .body(Map.of("kind", kind, "address", address, "environments", environments))
                .put("/api/v1/targets/" + name)
                .then()
                .statusCode(200);
    }
}
