package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A component's database and roles on its server, through one connection.
 *
 * @param there whether the database is there; one that is half dropped is not, since nobody can use or keep it
 */
record Subject(
        DesiredComponent desired,
        Connection maintenance,
        DatabaseNames names,
        Marker marker,
        Roles roles,
        OwnedDatabase database,
        boolean there) {
    private static final String OURS = "this stack's";
    private static final String THEIRS = "not this stack's";

    /** @param existing the name of a database that was there before; empty where the engine makes one */
    static Subject of(DesiredComponent desired, Connection maintenance, Optional<String> existing) throws SQLException {
        Marker marker = Marker.of(desired);
        Roles roles = new Roles(maintenance, marker, desired.target().name());
        Subject made = of(desired, maintenance, names(desired, roles), marker, roles);
        return existing.isPresent() ? made.around(existing.get()) : made;
    }

    private static Subject of(
            DesiredComponent desired, Connection maintenance, DatabaseNames names, Marker marker, Roles roles)
            throws SQLException {
        OwnedDatabase database = new OwnedDatabase(
                maintenance, roles, names, marker, desired.target().name());
        return new Subject(
                desired, maintenance, names, marker, roles, database, database.exists() && !database.isHalfDropped());
    }

    /** The same component with a database that was there before. */
    Subject around(String existing) throws SQLException {
        String owner = new ExistingDatabase(maintenance, existing).owner().orElse(names.madeOwner());
        return of(desired, maintenance, names.around(existing, owner), marker, roles);
    }

    private static DatabaseNames names(DesiredComponent desired, Roles roles) throws SQLException {
        Optional<DatabaseNames> former = DatabaseNames.former(desired.stack(), desired.name());
        if (former.isPresent()) {
            for (String role : former.get().ownRoles()) {
                if (roles.isOurs(role)) {
                    return former.get();
                }
            }
        }
        return DatabaseNames.of(desired.stack(), desired.name());
    }

    /** Throws unless everything that is there under our names is ours, and no later operation wrote it. */
    void refuseForeign() throws SQLException {
        database.refuseForeign();
        for (String role : ownRoles()) {
            roles.refuseForeign(role);
        }
    }

    /** Throws if the server is too old, or the inputs name a database that was there before, and it is not. */
    void refuseMissing(Wanted wanted) throws SQLException {
        PostgresqlFailures.refuseOld(
                desired.target().name(), maintenance.getMetaData().getDatabaseMajorVersion());
        if (wanted.existing().isPresent() && !there) {
            throw new PermanentFailure(
                    "input /database of component " + desired.name() + " names " + names.database()
                            + ", which is not on target " + desired.target().name(),
                    "Name a database that is there, or leave the input out to have one made.");
        }
    }

    /** Whether anything that is there under our names is ours. */
    boolean isAnythingOurs() throws SQLException {
        if (there && database.isOurs()) {
            return true;
        }
        for (String role : ownRoles()) {
            if (roles.isOurs(role)) {
                return true;
            }
        }
        return false;
    }

    /** What is there under our names and is not ours. */
    List<Difference> foreign() throws SQLException {
        List<Difference> foreign = new ArrayList<>();
        if (there && !database.isOurs()) {
            foreign.add(new Difference("database " + names.database(), OURS, THEIRS));
        }
        for (String role : ownRoles()) {
            if (roles.exists(role) && !roles.isOurs(role)) {
                foreign.add(new Difference("role " + role, OURS, THEIRS));
            }
        }
        return foreign;
    }

    List<String> ownRoles() {
        return names.ownRoles();
    }

    /** The roles that may make tables in the database. */
    List<String> makers() throws SQLException {
        List<String> makers = new ArrayList<>();
        for (String role : Stream.concat(Stream.of(names.owner()), names.logins(Access.OWNER).stream())
                .toList()) {
            if (roles.exists(role)) {
                makers.add(role);
            }
        }
        return makers;
    }
}
