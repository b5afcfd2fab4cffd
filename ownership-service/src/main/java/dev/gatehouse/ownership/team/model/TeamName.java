package dev.gatehouse.ownership.team.model;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules of a team's name. It stands in the {@code groups} claim beside roles and begins the names of namespaces, so it is
 * an RFC 1123 label that is short enough to leave room for a stack's name, and never the name of a role.
 */
public final class TeamName {

    /** A label that begins with a letter, at most 40 characters. */
    private static final Pattern LABEL = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

    /** Roles of the claim {@code groups}: a team of that name would hand its members the role. */
    private static final Set<String> ROLES = Set.of("platform-engineer", "signals", "producer");

    private TeamName() {}

    /** What is wrong with a name; empty if nothing is. */
    public static Optional<String> fault(String name) {
        if (!LABEL.matcher(name).matches()) {
            return Optional.of("Use 1 to 40 lower-case letters, digits and inner hyphens, beginning with a letter.");
        }
        return ROLES.contains(name)
                ? Optional.of("This is the name of a role; choose another name for the team.")
                : Optional.empty();
    }
}
