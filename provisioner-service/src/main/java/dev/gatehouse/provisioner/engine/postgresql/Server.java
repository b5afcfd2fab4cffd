package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.Interruptible;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;
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

    /**
     * The team owns its database: functions that it made there, and a search path that it set, must never be what these
     * connections' statements mean, since they run with the provisioner's rights (compare CVE-2018-1058). Nor may its other
     * settings keep them from their work. What a connection begins with counts more than what a database has set.
     */
    static final String OWN_SETTINGS = "-c search_path=pg_catalog -c role=none -c local_preload_libraries="
            + " -c default_transaction_read_only=off -c default_transaction_deferrable=off"
            + " -c default_transaction_isolation=read\\ committed -c standard_conforming_strings=on"
            + " -c idle_session_timeout=0 -c idle_in_transaction_session_timeout=0";

    private static final int SECONDS_TO_CANCEL = 2;
    private static final Logger LOG = Logger.getLogger(Server.class);

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
        source.setCancelSignalTimeout(SECONDS_TO_CANCEL);
        source.setOptions(OWN_SETTINGS + " -c statement_timeout=30s -c lock_timeout=20s " + SEEN_DEAD);
        Connection connection =
                source.getConnection(credential().username(), credential().password());
        Interruptible.endedBy(() -> cancel(connection));
        return connection;
    }

    /** The driver waits for an answer, whatever becomes of its thread. What this connection asks next is not cancelled. */
    private static void cancel(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
        } catch (SQLException gone) {
            LOG.debugf("A statement was not cancelled: %s", gone.getMessage());
        }
    }

    /**
     * Connected for statements about databases and roles, and alone with some databases: runs of one component, and of
     * several that want to adopt the same one, wait for each other as long as the server's lock_timeout allows. Until it
     * closes.
     */
    Connection locked(List<String> databases) throws SQLException {
        Connection connection = connect();
        try {
            for (String database : databases) {
                new Statements(connection)
                        .text(
                                "select pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended(?, 0))::text",
                                "gatehouse/" + database);
            }
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
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
