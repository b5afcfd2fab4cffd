package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TargetPostgresql;
import dev.gatehouse.provisioner.engine.EngineTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The tests' PostgreSQL server as a target, and as what its users connect to. */
final class TargetServer {
    private TargetServer() {}

    static EngineTarget of(Parts parts) {
        TargetPostgresql server = parts.targetPostgresql();
        return new EngineTarget(
                "local",
                Map.of("host", server.host(), "port", server.port()),
                Optional.of(new EngineTarget.Credential(server.username(), server.password())));
    }

    static Connection connect(Parts parts, String database, String user, String password) throws SQLException {
        TargetPostgresql server = parts.targetPostgresql();
        String encoded = URLEncoder.encode(database, StandardCharsets.UTF_8);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + encoded, user, password);
    }

    /** Runs a statement as the super user. */
    static void superuser(Parts parts, String template, String... values) throws SQLException {
        try (Connection superuser = parts.superuserConnection()) {
            new Statements(superuser).execute(template, values);
        }
    }

    /** A database that was there before, with an owner role of the same name, which team checkout may adopt. */
    static void makeAdoptable(Parts parts, String name) throws SQLException {
        superuser(parts, "create role %I login password 'theirs'", name);
        superuser(parts, "create database %I owner %I", name, name);
        superuser(
                parts,
                "grant %I to %I with admin option",
                name,
                parts.targetPostgresql().username());
        superuser(parts, "comment on database %I is 'gatehouse.dev/adoptable-by=checkout'", name);
    }
}
