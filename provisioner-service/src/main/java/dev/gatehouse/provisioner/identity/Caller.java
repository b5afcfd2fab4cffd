package dev.gatehouse.provisioner.identity;

import dev.gatehouse.provisioner.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Set;
import java.util.stream.Collectors;

/** The authenticated caller of this request. The token's claim {@code groups} holds teams and roles alike. */
@RequestScoped
public class Caller {
    public static final String PLATFORM_ENGINEER = "platform-engineer";
    /** A team of such a name would have everybody for its member who has the role. */
    private static final Set<String> ROLES = Set.of(PLATFORM_ENGINEER, "signals", "producer");

    private final SecurityIdentity identity;

    public Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    public String subject() {
        return identity.getPrincipal().getName();
    }

    public boolean memberOf(String team) {
        return identity.hasRole(team) && !ROLES.contains(team);
    }

    /** The caller's teams. */
    public Set<String> teams() {
        return identity.getRoles().stream()
                .filter(group -> !ROLES.contains(group))
                .collect(Collectors.toUnmodifiableSet());
    }

    public boolean platformEngineer() {
        return identity.hasRole(PLATFORM_ENGINEER);
    }

    /** Refuses whoever may not look at a team's property: its members and platform engineers may. */
    public void mustSee(String team) {
        if (!memberOf(team) && !platformEngineer()) {
            throw notYourTeam(team);
        }
    }

    /** The answer to somebody who asks for another team's property. */
    public static WebApplicationException notYourTeam(String team) {
        return Problem.of(403, "not-your-team", "This belongs to another team", "Ask team " + team + "; it is theirs.")
                .exception();
    }
}
