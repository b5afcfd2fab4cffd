package dev.gatehouse.benchmark.bare;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;

/** Request-service's route without what request-service is for. */
@Path("/api/v1/stacks")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BareStacks {

    private final Pool pool;
    private final Statements statements;

    BareStacks(Pool pool, Statements statements) {
        this.pool = pool;
        this.statements = statements;
    }

    /** Runs the statements in one transaction and answers 202 after its commit. */
    @POST
    public Uni<Response> request(BareRequest request) {
        BareStack stack = BareStack.of(request);
        Map<String, Object> values = stack.values();
        return pool.withTransaction(connection -> runAll(connection, values)).replaceWith(() -> Response.accepted(stack)
                .location(URI.create("/api/v1/stacks/" + stack.id()))
                .build());
    }

    private Uni<Void> runAll(SqlConnection connection, Map<String, Object> values) {
        Uni<?> last = Uni.createFrom().voidItem();
        for (Statement statement : statements.all()) {
            last = last.chain(
                    () -> connection.preparedQuery(statement.sql()).execute(statement.bind(values)));
        }
        return last.replaceWithVoid();
    }
}
