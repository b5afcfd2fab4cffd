package dev.gatehouse.benchmark.bare;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Runs the statements as request-service does and answers 202 after the commit. */
    @POST
    public Uni<Response> request(BareRequest request) {
        BareStack stack = BareStack.of(request);
        Map<String, @Nullable Object> values = stack.values();
        return run(pool, statements.before(), values)
                .chain(() -> pool.withTransaction(connection -> run(connection, statements.inTransaction(), values)))
                .replaceWith(() -> Response.accepted(stack)
                        .location(URI.create("/api/v1/stacks/" + stack.id()))
                        .build());
    }

    private static Uni<Void> run(SqlClient client, List<Statement> statements, Map<String, @Nullable Object> values) {
        Uni<Void> last = Uni.createFrom().voidItem();
        for (Statement statement : statements) {
            last = last.chain(() -> client.preparedQuery(statement.sql()).execute(statement.bind(values)))
                    .replaceWithVoid();
        }
        return last;
    }
}
