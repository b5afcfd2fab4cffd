package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import java.util.List;
import java.util.Optional;

/**
 * Whether a database that somebody else made may become a component. Its owner role stays its owner, and the team's
 * logins get that role's rights: so the role must be worth no more than this database, and whoever administers the server
 * must have agreed by making the provisioner its administrator.
 *
 * @param database its name
 * @param owner the role that owns it
 * @param provisioner the role by which the provisioner works
 * @param marker whose database it is, if it is one of ours
 * @param ownerMarker whose the owner role is, if it is one of ours
 * @param powerful whether the owner is a superuser, or may make roles or databases, replicate, or pass row security
 * @param memberships the roles whose rights the owner has too
 * @param otherDatabases what else the owner owns
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
        boolean administered) {

    /** Why not, and what to do; empty if it may. */
    Optional<PermanentFailure> refusal(Marker adopter) {
        if (marker.isPresent() || ownerMarker.isPresent()) {
            boolean own = marker.filter(adopter::sameOwner).isPresent() && ownerMarker.isEmpty();
            return own ? Optional.empty() : refused("it belongs to another stack", "Name a database that is nobody's.");
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
        if (!administered) {
            return refused(
                    "nobody has agreed to it",
                    "Whoever administers the server agrees: GRANT " + owner + " TO " + provisioner
                            + " WITH ADMIN OPTION, with both names quoted.");
        }
        return Optional.empty();
    }

    private Optional<PermanentFailure> refused(String reason, String remedy) {
        return Optional.of(new PermanentFailure("database " + database + " cannot be adopted: " + reason, remedy));
    }
}
