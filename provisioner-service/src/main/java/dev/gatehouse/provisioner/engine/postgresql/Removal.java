package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Removes a component's database and roles, and keeps the data before. Where the database then stays, it is open again. What
 * the component adopted is given back, and nothing is done to a database that is neither its own nor adopted.
 */
final class Removal {
    private final Subject subject;
    private final List<Handover> adopted;
    private final Server server;
    private final Dumps dumps;
    private final Progress progress;

    /** @param subject with the database that the engine makes, whether or not it made one */
    Removal(Subject subject, Server server, Dumps dumps, Progress progress) throws SQLException {
        this.subject = subject;
        this.adopted = new AdoptedDatabases(subject)
                .all().stream()
                        .map(each -> new Handover(each, server, progress))
                        .toList();
        this.server = server;
        this.dumps = dumps;
        this.progress = progress;
    }

    void run() throws SQLException {
        if (subject.database().isHalfDropped()) {
            // Whoever began to drop it had kept the data, and nobody can connect to it any more.
            drop();
        } else if (subject.there()) {
            removeDatabase();
        }
        for (Handover each : adopted) {
            each.giveBack();
        }
        removeRoles();
        for (Handover each : adopted) {
            each.unmark();
        }
    }

    /** Removes the component's own roles. What they made in databases of others stays there, as those databases' owners'. */
    private void removeRoles() throws SQLException {
        progress.step("drop its roles");
        for (String role : subject.ownRoles()) {
            subject.roles().close(role);
            for (String database : subject.roles().leftIn(role)) {
                try (Connection inside = server.connect(database)) {
                    new Belongings(inside, role).settle();
                }
            }
            subject.roles().drop(role);
        }
    }

    private void removeDatabase() throws SQLException {
        Doors doors = subject.database().doors();
        subject.database().makeUsual();
        try {
            // First of all, since its users may have taken every connection that it has.
            doors.shut();
            doors.refuseCompany();
            if (dumps.needed(subject, server)) {
                progress.step("dump the data");
                dumps.keep(subject, server);
            }
            drop();
        } catch (SQLException | RuntimeException failed) {
            open(doors, failed);
            throw failed;
        }
    }

    private void drop() throws SQLException {
        progress.step("drop the database");
        subject.database().drop();
    }

    private void open(Doors doors, Exception failed) {
        try {
            openUnlessHalfDropped(doors);
        } catch (SQLException perhapsCancelled) {
            // Whoever interrupts a dump has this connection's statement cancelled as well, which may have been this
            // one.
            try {
                openUnlessHalfDropped(doors);
            } catch (SQLException stillShut) {
                failed.addSuppressed(stillShut);
            }
        }
    }

    private void openUnlessHalfDropped(Doors doors) throws SQLException {
        if (!subject.database().isHalfDropped()) {
            doors.open();
        }
    }
}
