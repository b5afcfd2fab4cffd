package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.EngineTarget;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A registered PostgreSQL server. The data source takes host and database as values, so nothing in them can become a
 * connection option.
 */
record Server(EngineTarget target) {
    /** The database for statements about databases and roles; every server has it. */
    private static final String MAINTENANCE = "postgres";

    Connection connect() throws SQLException {
        return connect(MAINTENANCE);
    }

    Connection connect(String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host()});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName(database);
        source.setApplicationName("gatehouse-provisioner");
        if (target.address().get("sslmode") instanceof String mode) {
            source.setSslMode(mode);
        }
        // Shorter than the activity's time limit, so that a hanging server is named as the reason.
        source.setConnectTimeout(5);
        source.setLoginTimeout(10);
        source.setSocketTimeout(40);
        source.setOptions("-c statement_timeout=30s -c lock_timeout=20s");
        EngineTarget.Credential credential =
                target.credential().orElseThrow(() -> PostgresqlFailures.noCredential(target.name()));
        return source.getConnection(credential.username(), credential.password());
    }

    String host() {
        return target.require("host", String.class);
    }

    int port() {
        return target.require("port", Number.class).intValue();
    }
}
