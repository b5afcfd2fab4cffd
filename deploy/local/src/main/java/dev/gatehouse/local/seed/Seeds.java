package dev.gatehouse.local.seed;

import dev.gatehouse.local.Patience;
import dev.gatehouse.local.api.Answer;
import dev.gatehouse.local.api.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Registers targets and teams and releases the sample templates. It may be done again at any time: what is there already
 * counts as done.
 */
public final class Seeds {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> TEMPLATES =
            List.of("web-stack-1.0.0", "web-stack-2.0.0", "postgres-database-1.0.0");
    private static final Map<String, String> TEAMS =
            Map.of("checkout", "Checkout", "payments", "Payments", "platform", "Platform");

    private final Caller platformEngineer;

    public Seeds(Caller platformEngineer) {
        this.platformEngineer = platformEngineer;
    }

    /** Where stacks of the local platform go: one PostgreSQL server and one Git repository, for every environment. */
    public void targets(String postgresqlHost, int postgresqlPort, String repositoryUrl) {
        register("local-postgresql", "postgresql", Map.of("host", postgresqlHost, "port", postgresqlPort));
        register("local-git", "git", Map.of("url", repositoryUrl, "branch", "main"));
    }

    private void register(String name, String kind, Map<String, Object> address) {
        Map<String, Object> target = Map.of("kind", kind, "address", address, "environments", List.of());
        done("target " + name, () -> platformEngineer.put("/api/v1/targets/" + name, target));
    }

    public void teams() {
        TEAMS.forEach((name, title) -> done(
                "team " + name,
                () -> platformEngineer.put(
                        "/api/v1/teams/" + name,
                        Map.of(
                                "title",
                                title,
                                "contact",
                                Map.of("email", name + "@example.com", "chat", "#" + name)))));
    }

    public void templates() {
        for (String name : TEMPLATES) {
            release(name);
        }
    }

    /** A release is never changed: one of this version that differs from the sample is somebody's data and stays. */
    private void release(String name) {
        Answer answer = ask(() -> platformEngineer.postYaml("/api/v1/templates", resource(name + ".yaml")));
        if (answer.status() != 409) {
            demand(answer, "template " + name);
        }
    }

    /** A service that is ready may still be busy with its first connections: it then says 503 and is asked again. */
    private static Answer ask(Supplier<Answer> call) {
        return Patience.ask(call, it -> it.status() != 503, PATIENCE);
    }

    private static void done(String what, Supplier<Answer> call) {
        demand(ask(call), what);
    }

    private static void demand(Answer answer, String what) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Cannot bring in " + what + ": " + answer.problem());
        }
    }

    private static String resource(String name) {
        try (InputStream in = Seeds.class.getResourceAsStream("/seed/" + name)) {
            if (in == null) {
                throw new IllegalStateException("No seed " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
