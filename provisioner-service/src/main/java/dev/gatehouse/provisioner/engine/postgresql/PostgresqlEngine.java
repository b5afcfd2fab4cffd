package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.Inputs;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.secret.Secrets;
import dev.gatehouse.provisioner.secret.model.SecretOwner;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A database with an owner role of its own. The role's password is sealed and stored before the role gets it, so no
 * crash leaves a role whose password nobody knows. Runs for one component wait for each other by an advisory lock on
 * the server, which a dead client's session gives back only after its last statement has ended.
 *
 * <p>Inputs: {@code connections}, 1 to 10000, the limit of connections. Outputs: host, port, database, username, secret.
 */
@ApplicationScoped
class PostgresqlEngine implements Engine {
    private static final int DEFAULT_CONNECTIONS = 20;

    private final Secrets secrets;

    PostgresqlEngine(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public Optional<String> targetKind() {
        return Optional.of("postgresql");
    }

    @Override
    public AppliedComponent apply(DesiredComponent desired, Progress progress) {
        int connections = connections(desired);
        Server server = new Server(desired.target());
        DatabaseNames names = DatabaseNames.of(desired.stack(), desired.name());
        Marker marker = Marker.of(desired);
        progress.step("store the owner's secret");
        String reference = reference(desired);
        String password = secrets.issue(reference, owner(desired), names.owner());
        try (Connection maintenance = locked(server, names)) {
            OwnerRole role =
                    new OwnerRole(maintenance, names.owner(), desired.target().name());
            OwnedDatabase database =
                    new OwnedDatabase(maintenance, names, desired.target().name());
            database.refuseIfForeign(marker);
            progress.step("ensure the owner role");
            role.ensure(marker, password);
            progress.step("ensure the database");
            database.ensure();
            progress.step("close the database to others");
            // Connected before the limit is set: the owner's own connections could use it up.
            try (Connection inside = server.connect(names.database())) {
                database.close(marker, connections);
                OwnedDatabase.closeSchema(inside);
                progress.step("look at the result");
                verify(database, inside, connections);
            }
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
        return applied(server, names, reference);
    }

    @Override
    public ObservedComponent observe(DesiredComponent desired) {
        Server server = new Server(desired.target());
        DatabaseNames names = DatabaseNames.of(desired.stack(), desired.name());
        try (Connection maintenance = server.connect()) {
            OwnedDatabase database =
                    new OwnedDatabase(maintenance, names, desired.target().name());
            OwnerRole role =
                    new OwnerRole(maintenance, names.owner(), desired.target().name());
            if (!database.exists()) {
                return ObservedComponent.ABSENT;
            }
            Marker marker = Marker.of(desired);
            if (!role.isOurs(marker) || !database.isOurs(marker)) {
                return ObservedComponent.FOREIGN;
            }
            try (Connection inside = server.connect(names.database())) {
                return ObservedComponent.present(database.differences(inside, connections(desired)));
            }
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
    }

    @Override
    public void destroy(DesiredComponent desired, Progress progress) {
        Server server = new Server(desired.target());
        DatabaseNames names = DatabaseNames.of(desired.stack(), desired.name());
        Marker marker = Marker.of(desired);
        try (Connection maintenance = locked(server, names)) {
            OwnerRole role =
                    new OwnerRole(maintenance, names.owner(), desired.target().name());
            OwnedDatabase database =
                    new OwnedDatabase(maintenance, names, desired.target().name());
            database.refuseIfForeign(marker);
            if (role.exists()) {
                role.refuseUnlessOurs(marker);
                progress.step("drop the database");
                database.drop();
                progress.step("drop the owner role");
                role.drop();
            }
        } catch (SQLException failed) {
            throw PostgresqlFailures.classify(desired.target().name(), failed);
        }
        progress.step("forget the owner's secret");
        secrets.forget(reference(desired));
    }

    private static Connection locked(Server server, DatabaseNames names) throws SQLException {
        Connection connection = server.connect();
        try {
            // Held until the connection closes; waits as long as the server's lock_timeout allows.
            new Statements(connection)
                    .text(
                            "select pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended(?, 0))::text",
                            "gatehouse/" + names.database());
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    private static void verify(OwnedDatabase database, Connection inside, int connections) throws SQLException {
        var differences = database.differences(inside, connections);
        if (!differences.isEmpty()) {
            throw new TransientFailure("the database is not as it was made: " + differences, null);
        }
    }

    private static AppliedComponent applied(Server server, DatabaseNames names, String reference) {
        return new AppliedComponent(
                Map.of(
                        "host", server.host(),
                        "port", (long) server.port(),
                        "database", names.database(),
                        "username", names.owner(),
                        "secret", reference),
                List.of(new Resource("database", names.database()), new Resource("role", names.owner())));
    }

    private static int connections(DesiredComponent desired) {
        return new Inputs(desired, Set.of("connections")).integer("connections", 1, 10_000, DEFAULT_CONNECTIONS);
    }

    private static SecretOwner owner(DesiredComponent desired) {
        return new SecretOwner(desired.stack().id(), desired.stack().team(), desired.name());
    }

    /** One secret per component; the form is safe in a URL's path. */
    private static String reference(DesiredComponent desired) {
        return desired.stack().id() + "." + desired.name() + ".owner";
    }
}
