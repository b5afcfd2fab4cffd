package dev.gatehouse.provisioner.engine.postgresql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The databases that a component has adopted, whatever its inputs name now: they say so themselves. There is one at most,
 * unless somebody wrote the mark by hand.
 */
final class AdoptedDatabases {
    private final Subject subject;

    AdoptedDatabases(Subject subject) {
        this.subject = subject;
    }

    /** Those that can be given back: whoever owns a database may write our mark on it, also where we may do nothing with it. */
    List<Subject> all() throws SQLException {
        List<Subject> all = new ArrayList<>();
        for (List<String> row : new Statements(subject.maintenance())
                .rows(
                        "select d.datname from pg_shdescription s join pg_database d on d.oid = s.objoid"
                                + " where s.classoid = 'pg_database'::regclass and starts_with(s.description, ?)"
                                + " and pg_has_role(current_user, d.datdba, 'usage') order by 1",
                        "gatehouse stack=" + subject.marker().stackId() + " ")) {
            Subject adopted = subject.around(row.get(0));
            if (adopted.there()
                    && !adopted.names().ownerIsOurs()
                    && adopted.database().isOurs()) {
                all.add(adopted);
            }
        }
        return all;
    }

    /**
     * Throws if the component would leave one for the database that it is to have now. Its logins act for that one's owner,
     * which nobody can have by writing a mark; so a stranger's mark is in nobody's way.
     */
    void refuseLeaving() throws SQLException {
        for (Subject adopted : all()) {
            if (!adopted.names().database().equals(subject.names().database()) && isInUse(adopted)) {
                throw PostgresqlFailures.leaving(
                        subject.desired().name(), adopted.names().database());
            }
        }
        if (!subject.names().ownerIsOurs()
                && subject.roles().isOurs(subject.names().madeOwner())) {
            throw PostgresqlFailures.settled(
                    subject.desired().name(), subject.names().base());
        }
    }

    private boolean isInUse(Subject adopted) throws SQLException {
        for (String login : adopted.names().logins(Access.OWNER)) {
            if (adopted.roles().isOurs(login)
                    && new Statements(adopted.maintenance())
                            .isTrue(
                                    "select pg_has_role(?::name, ?::name, 'member')",
                                    login,
                                    adopted.names().owner())) {
                return true;
            }
        }
        return false;
    }
}
