package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** Which of PostgreSQL's errors go away by themselves. Classes of SQLSTATE: PostgreSQL manual, appendix A. */
final class PostgresqlFailures {
    /**
     * Feature not supported, invalid data, bad grants, bad names, no such schema, syntax, missing rights. A refused password
     * (28) is not among them: while it is rotated, server and service disagree for a moment.
     */
    private static final Set<String> PERMANENT_CLASSES = Set.of("0A", "0L", "0P", "22", "2B", "3D", "3F", "42");

    private static final int OLDEST = 15;

    static final String TOO_MANY_CONNECTIONS = "53300";

    private static final String DECLINE =
            " or the owner of the stack declines the dump with dump: false in the component's inputs.";

    private PostgresqlFailures() {}

    static RuntimeException classify(String target, SQLException failed) {
        String state = failed.getSQLState() == null ? "" : failed.getSQLState();
        String reason = "PostgreSQL on target " + target + " answered " + state + ": " + failed.getMessage();
        if (state.length() == 5 && PERMANENT_CLASSES.contains(state.substring(0, 2))) {
            return new PermanentFailure(reason, remedy(state));
        }
        return new TransientFailure(reason, failed);
    }

    private static String remedy(String state) {
        return switch (state) {
            case "42501" -> "A platform engineer gives the provisioner's role on this target CREATEDB and CREATEROLE.";
            case "2BP01" ->
                "In the databases that the reason names a platform engineer gives what the role owns to somebody else, REASSIGN"
                        + " OWNED BY, and takes from it what it may do there, DROP OWNED BY. Then the stack is deleted again.";
            case "3F000" ->
                "Whoever owns the database makes the schema again that the reason names, CREATE SCHEMA; then the operation"
                        + " is asked for again.";
            default -> "A platform engineer looks at the target's log for this statement.";
        };
    }

    /** Nothing was dropped. */
    static TransientFailure company(String database, String target, String users) {
        return new TransientFailure(
                "database " + database + " on target " + target + " is not dropped while others are connected: " + users
                        + ". They disconnect, or a platform engineer ends their sessions",
                null);
    }

    static PermanentFailure noCredential(String target) {
        return new PermanentFailure(
                "the provisioner has no credential for target " + target,
                "A platform engineer sets gatehouse.targets.\"" + target + "\".username and .password.");
    }

    static PermanentFailure foreign(String what, String name, String target) {
        return new PermanentFailure(
                what + " " + name + " is on target " + target + " already and does not belong to this stack",
                "A platform engineer finds out whose it is, and renames or removes it; Gatehouse never takes it over.");
    }

    static PermanentFailure nothingToAdopt(String component) {
        return new PermanentFailure(
                "input /database of component " + component + " names no database to adopt",
                "Give the name of the existing database in the template, or by a parameter.");
    }

    static PermanentFailure leaving(String component, String adopted) {
        return new PermanentFailure(
                "component " + component + " has adopted database " + adopted
                        + ", and input /database names it no more: its data would be left behind",
                "Name it in /database as before; or delete the stack, which gives the database back, and request it anew.");
    }

    static PermanentFailure settled(String component, String made) {
        return new PermanentFailure(
                "component " + component + " has database " + made
                        + " of its own, and input /database names another one: its data would be left behind",
                "Leave /database empty; or delete the stack, and request it anew with the other database.");
    }

    /** Nothing was dropped. */
    static PermanentFailure noDumpProgram(String target, String reason) {
        return new PermanentFailure(
                "the data on target " + target + " cannot be dumped before they are dropped: " + reason,
                "A platform engineer sets gatehouse.postgresql.dump.program to a pg_dump as new as the server;"
                        + DECLINE);
    }

    /** Nothing was dropped. */
    static PermanentFailure noDumpDirectory(String target) {
        return new PermanentFailure(
                "the data on target " + target
                        + " cannot be dumped before they are dropped: there is no place for them",
                "A platform engineer sets gatehouse.postgresql.dump.directory;" + DECLINE);
    }

    /** Nothing was dropped. Another run would take as long, and keep the database's users out meanwhile. */
    static PermanentFailure dumpTooLong(String target, Duration limit) {
        return new PermanentFailure(
                "the dump on target " + target + " took more than " + limit + " (gatehouse.postgresql.dump.limit)",
                "A platform engineer raises gatehouse.postgresql.dump.limit, and with it"
                        + " gatehouse.provisioner.engine-destroy-limit;" + DECLINE);
    }

    static RuntimeException dumpFailed(String target, String answer) {
        String reason = "pg_dump failed on target " + target + ": " + answer;
        if (answer.contains("row-level security")) {
            return new PermanentFailure(
                    reason,
                    "The owner of the database lets its owner's role read the whole table, ALTER TABLE ... NO FORCE ROW LEVEL"
                            + " SECURITY; or a platform engineer gives the provisioner's role BYPASSRLS;" + DECLINE);
        }
        boolean permanent = answer.contains("permission denied") || answer.contains("version mismatch");
        return permanent
                ? new PermanentFailure(
                        reason, "A platform engineer lets the provisioner's role read what pg_dump names;" + DECLINE)
                : new TransientFailure(reason, null);
    }

    /**
     * Up to version 14 the schema public of a new database is not its owner's, who so cannot take it from everybody.
     *
     * @throws PermanentFailure if the server is older than that
     */
    static void refuseOld(String target, int majorVersion) {
        if (majorVersion < OLDEST) {
            throw new PermanentFailure(
                    "the server of target " + target + " is PostgreSQL " + majorVersion + ", older than " + OLDEST,
                    "A platform engineer upgrades it, or registers another target.");
        }
    }

    static PermanentFailure superseded(String name, int operation) {
        return new PermanentFailure(
                name + " was already changed by the later operation " + operation,
                "Nothing to do: the later operation counts.");
    }
}
