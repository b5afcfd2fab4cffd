package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.EngineTarget;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A registered PostgreSQL server. The driver builds a URL from the host, so that what keeps options out of it is the
 * rule for hosts that the registry checks.
 */
record Server(EngineTarget target) {
    /** The database for statements about databases and roles; every server has it. */
    private static final String MAINTENANCE = "postgres";

    /** A machine that dies says no goodbye: the server finds out by itself, and gives back the locks that it held. */
    private static final String SEEN_DEAD = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2"
            + " -c tcp_keepalives_count=3 -c tcp_user_timeout=11s";

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
        // The team owns its database: functions that it made there, and a search path that it set, must never be what
        // this connection's statements mean, since they run with the provisioner's rights (compare CVE-2018-1058).
        source.setOptions("-c search_path=pg_catalog -c statement_timeout=30s -c lock_timeout=20s " + SEEN_DEAD);
        return source.getConnection(credential().username(), credential().password());
    }

    EngineTarget.Credential credential() {
        return target.credential().orElseThrow(() -> PostgresqlFailures.noCredential(target.name()));
    }

    /** In libpq's words, which are the driver's too. */
    String sslMode() {
        return target.address().get("sslmode") instanceof String mode ? mode : "prefer";
    }

    String host() {
        return target.require("host", String.class);
    }

    int port() {
        return target.require("port", Number.class).intValue();
    }
}
