package dev.gatehouse.benchmark.acceptance;

import dev.gatehouse.benchmark.load.Answers;
import dev.gatehouse.benchmark.platform.StackRoute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps the comparison honest: both routes must execute the same statements, each as often, for the same number of
 * requests. What else request-service's role executes, its relay's work above all, is known by being executed while only
 * the bare route is asked, or less than once per request.
 */
final class SameStatements {

    private static final String SERVICE_ROLE = "request";
    private static final int REQUESTS = 40;

    private final Connection superuser;
    private final ExecutedStatements executed;

    SameStatements(Connection superuser) {
        this.superuser = superuser;
        this.executed = new ExecutedStatements(superuser);
    }

    /** Number of statements per request; fails where the two differ. */
    int check(StackRoute service, StackRoute bare) throws SQLException {
        // both have prepared their statements and filled their caches before anything counts
        send(service);
        send(bare);
        executed.begin();
        try {
            send(bare);
            awaitEmptyOutbox();
            Map<String, Long> ofBare = executed.calls(BareRoute.ROLE);
            Map<String, Long> background = executed.calls(SERVICE_ROLE);
            executed.begin();
            send(service);
            Map<String, Long> ofService = executed.calls(SERVICE_ROLE);
            ofService.keySet().removeAll(background.keySet());
            ofService.values().removeIf(calls -> calls < REQUESTS);
            compare(ofService, ofBare);
            return (int) (ofBare.values().stream().mapToLong(Long::longValue).sum() / REQUESTS);
        } finally {
            executed.end();
        }
    }

    private static void send(StackRoute route) {
        for (int i = 0; i < REQUESTS; i++) {
            Answers.await(route.order());
        }
    }

    private void awaitEmptyOutbox() throws SQLException {
        try (var query = superuser.prepareStatement("SELECT count(*) FROM outbox")) {
            long end = System.nanoTime() + 10_000_000_000L;
            while (System.nanoTime() < end) {
                var rows = query.executeQuery();
                rows.next();
                if (rows.getLong(1) == 0) {
                    return;
                }
            }
        }
        throw new IllegalStateException("The relay does not empty the outbox");
    }

    private static void compare(Map<String, Long> ofService, Map<String, Long> ofBare) {
        if (ofService.equals(ofBare)) {
            return;
        }
        Map<String, Long> missing = new TreeMap<>(ofService);
        missing.entrySet().removeAll(ofBare.entrySet());
        Map<String, Long> surplus = new TreeMap<>(ofBare);
        surplus.entrySet().removeAll(ofService.entrySet());
        throw new IllegalStateException("The bare route does not execute what request-service executes for " + REQUESTS
                + " requests; correct deploy/benchmark/bare/src/main/resources/statements.sql.\nOnly request-service: "
                + missing + "\nOnly the bare route: " + surplus);
    }
}
