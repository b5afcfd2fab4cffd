package dev.gatehouse.provisioner.identity;

import dev.gatehouse.provisioner.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.WebApplicationException;

/** The authenticated caller of this request. The token's claim {@code groups} holds teams and roles alike. */
@RequestScoped
public class Caller {
    public static final String PLATFORM_ENGINEER = "platform-engineer";

    private final SecurityIdentity identity;

    public Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    public String subject() {
        return identity.getPrincipal().getName();
    }

    public boolean memberOf(String team) {
        return identity.hasRole(team) && !team.equals(PLATFORM_ENGINEER);
    }

    public boolean platformEngineer() {
        return identity.hasRole(PLATFORM_ENGINEER);
    }

    /** The answer to somebody who asks for another team's property. */
    public static WebApplicationException notYourTeam(String team) {
        return Problem.of(403, "not-your-team", "This belongs to another team", "Ask team " + team + "; it is theirs.")
                .exception();
    }
}
