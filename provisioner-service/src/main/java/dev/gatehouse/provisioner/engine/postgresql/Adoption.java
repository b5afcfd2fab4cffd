package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.util.List;
import java.util.Optional;

/**
 * Whether a database that somebody else made may become a component. Its owner role stays its owner, and the team's
 * logins get that role's rights: so the role must be worth no more than this database, whoever administers the server
 * must have agreed by making the provisioner its administrator, and whoever owns the database must have named the team in
 * its comment: a server is shared by teams, and what one was promised is not another's to ask for.
 *
 * @param database its name
 * @param owner the role that owns it
 * @param provisioner the role by which the provisioner works
 * @param marker whose database it is, if it is one of ours
 * @param ownerMarker whose the owner role is, if it is one of ours
 * @param powerful whether the owner is a superuser, or may make roles or databases, replicate, or pass row security
 * @param memberships the roles whose rights the owner has too
 * @param otherDatabases what else the owner owns
 * @param teams those that its owner would have adopt it
 * @param administered whether the provisioner may act for the owner, and grant its rights
 */
record Adoption(
        String database,
        String owner,
        String provisioner,
        Optional<Marker> marker,
        Optional<Marker> ownerMarker,
        boolean powerful,
        List<String> memberships,
        List<String> otherDatabases,
        List<String> teams,
        boolean administered) {
    /** The line of a database's comment that names a team; there may be several. */
    static final String ADOPTABLE_BY = "gatehouse.dev/adoptable-by=";

    /**
     * Why not, and what to do; empty if it may.
     *
     * @param team whose stack adopts it
     */
    Optional<PermanentFailure> refusal(Marker adopter, String team) {
        boolean own = marker.filter(adopter::sameOwner).isPresent() && ownerMarker.isEmpty();
        if (!own && (marker.isPresent() || ownerMarker.isPresent())) {
            return refused("it belongs to another stack", "Name a database that is nobody's.");
        }
        if (powerful || owner.equals(provisioner)) {
            return refused(
                    "its owner " + owner + " may do more on the server than own a database",
                    "A platform engineer gives the database to a plain role of its own: ALTER DATABASE ... OWNER TO.");
        }
        if (!memberships.isEmpty() || !otherDatabases.isEmpty()) {
            return refused(
                    "its owner " + owner + " also has the rights of " + memberships + " and owns " + otherDatabases,
                    "A platform engineer gives the database to a plain role of its own: ALTER DATABASE ... OWNER TO.");
        }
        if (!own && !teams.contains(team)) {
            return refused(
                    "nobody has agreed that team " + team + " adopts it",
                    "The database's owner, or a superuser, agrees: COMMENT ON DATABASE " + quoted(database) + " IS '"
                            + ADOPTABLE_BY + team
                            + "'; what its comment says now may stay beside that, on other lines.");
        }
        if (!administered) {
            return refused(
                    "nobody has agreed that the provisioner grants the rights of its owner",
                    "Whoever administers the server agrees: GRANT " + quoted(owner) + " TO " + quoted(provisioner)
                            + " WITH ADMIN OPTION");
        }
        return Optional.empty();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private Optional<PermanentFailure> refused(String reason, String remedy) {
        return Optional.of(new PermanentFailure("database " + database + " cannot be adopted: " + reason, remedy));
    }
}
