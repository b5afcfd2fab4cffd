package dev.gatehouse.benchmark.acceptance;

import dev.gatehouse.benchmark.load.ClosedLoop;
import dev.gatehouse.benchmark.load.Rounds;
import dev.gatehouse.benchmark.load.Sample;
import dev.gatehouse.benchmark.platform.StackRoute;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Request-service's route beside the bare one: rounds that alternate, so that both see the same machine. */
public final class Acceptance {

    private final ClosedLoop clients;
    private final StackRoute service;
    private final StackRoute bare;

    /** What was seen; each side's rounds are as many and as long. */
    public record Compared(Rounds service, Rounds bare, int statements) {

        public double ratio() {
            return service.medianPerSecond() / bare.medianPerSecond();
        }
    }

    public Acceptance(ClosedLoop clients, StackRoute service, StackRoute bare) {
        this.clients = clients;
        this.service = service;
        this.bare = bare;
    }

    /**
     * Warms both up, sees to it that both run the same statements, and measures.
     *
     * @param superuser in request-service's database
     */
    public Compared compare(Connection superuser, Duration warmUp, int rounds, Duration round) throws SQLException {
        clients.run(warmUp, service::order);
        clients.run(warmUp, bare::order);
        int statements = new SameStatements(superuser).check(service, bare);
        List<Sample> ofService = new ArrayList<>();
        List<Sample> ofBare = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ofService.add(clients.run(round, service::order));
            ofBare.add(clients.run(round, bare::order));
        }
        return new Compared(new Rounds(ofService), new Rounds(ofBare), statements);
    }
}
