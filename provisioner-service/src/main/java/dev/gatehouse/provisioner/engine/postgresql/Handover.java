package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Takes over a database that was there before, and gives it back: what the adoption added goes, and everything that is in
 * the database stays, also what the team's logins have made since. It is marked before the first change and unmarked after
 * the last one, so that a run that is broken off is finished by the next.
 */
final class Handover {
    private final Subject subject;
    private final Server server;
    private final Progress progress;

    Handover(Subject subject, Server server, Progress progress) {
        this.subject = subject;
        this.server = server;
        this.progress = progress;
    }

    /** @throws PermanentFailure if it may not be adopted for this team */
    void take() throws SQLException {
        DatabaseNames names = subject.names();
        progress.step("look at the database that is there");
        Optional<PermanentFailure> refusal = new ExistingDatabase(subject.maintenance(), names.database())
                .adoption(names.owner(), subject.roles())
                .refusal(subject.marker(), subject.desired().stack().team());
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        if (!subject.database().isOurs()) {
            FormerState former;
            try (Connection inside = server.connect(names.database())) {
                former = FormerState.read(new Statements(subject.maintenance()), inside, names.database());
            }
            progress.step("mark the database as adopted");
            subject.database().mark(former);
        }
    }

    /** All but the mark, which goes when the component's roles are gone. */
    void giveBack() throws SQLException {
        Optional<FormerState> former = subject.database().former();
        progress.step("close its logins");
        for (String role : subject.ownRoles()) {
            subject.roles().close(role);
        }
        try (Connection inside = subject.database().connectAnyway(server)) {
            progress.step("leave to its owner what the logins made");
            for (String role : subject.ownRoles()) {
                new Belongings(inside, role).leaveTo(subject.names().owner());
            }
            if (former.isPresent()) {
                progress.step("open the database to whom it was open before");
                subject.database().reopen(inside, former.get());
            }
        }
    }

    void unmark() throws SQLException {
        progress.step("take the mark from the database");
        subject.database()
                .unmark(subject.database().former().map(FormerState::comment).orElse(""));
    }
}
