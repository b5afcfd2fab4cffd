package dev.gatehouse.local.testing;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Passwords;
import dev.gatehouse.local.postgresql.Databases;
import dev.gatehouse.local.postgresql.PostgresqlServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A server with the database of the service under test, which is also the target that stacks' databases are made on. */
final class TestPostgresql implements AutoCloseable {
    private static final String TARGET_ROLE = "gatehouse_target";

    private final PostgresqlServer server;
    private final String service;
    private final String password = Passwords.random();
    private final String targetPassword = Passwords.random();

    TestPostgresql(PostgresqlServer server, String service) {
        this.server = server;
        this.service = service;
    }

    void start() {
        server.start();
        Databases databases = new Databases(server);
        databases.ensureOwned(service, password);
        databases.ensureTargetRole(TARGET_ROLE, targetPassword);
    }

    /** Starts it again as it was. */
    void startAgain() {
        server.start();
    }

    void stop() {
        server.stop();
    }

    /** The service's database, without a scheme of drivers. */
    String url() {
        return "postgresql://" + Loopback.HOST + ":" + server.port() + "/" + service;
    }

    Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(), service, password);
    }

    Connection superuser(String database) throws SQLException {
        return server.superuser(database);
    }

    TargetPostgresql target() {
        return new TargetPostgresql(Loopback.HOST, server.port(), TARGET_ROLE, targetPassword);
    }

    /** What a service reads of its configuration. */
    Map<String, String> configuration() {
        return Map.of(
                "GATEHOUSE_DB_URL", url(),
                "GATEHOUSE_DB_USER", service,
                "GATEHOUSE_DB_PASSWORD", password,
                "gatehouse.targets.\"local-postgresql\".username", TARGET_ROLE,
                "gatehouse.targets.\"local-postgresql\".password", targetPassword);
    }

    @Override
    public void close() {
        server.close();
    }
}
