package dev.gatehouse.provisioner;

import static io.restassured.RestAssured.given;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TargetPostgresql;
import java.util.List;
import java.util.Map;

/** Registers targets over HTTP, as a platform engineer does. */
public final class Registry {
    private Registry() {}

    public static void postgresql(Parts parts) {
        TargetPostgresql server = parts.targetPostgresql();
        put(parts, "local-postgresql", "postgresql", Map.of("host", server.host(), "port", server.port()), List.of());
    }

    /** Registers a fresh repository and returns its URL. */
    public static String git(Parts parts) {
        String url = parts.gitRepository();
        put(parts, "local-git", "git", Map.of("url", url, "branch", "main"), List.of());
        return url;
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
