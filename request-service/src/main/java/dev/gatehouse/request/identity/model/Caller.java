package dev.gatehouse.request.identity.model;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who calls: a person, or a machine with client credentials.
 *
 * @param subject the token's {@code sub}: unique and stable at the provider
 * @param name the same as people know it
 * @param teams the teams whose stacks the caller may see and change
 * @param platformEngineer may read every stack and manage templates and producers; gives no right to change a team's
 *     stack
 */
public record Caller(String subject, String name, Set<String> teams, boolean platformEngineer) {

    /** The role of those who run the platform. */
    public static final String PLATFORM_ENGINEER = "platform-engineer";

    private static final Set<String> ROLES = Set.of(PLATFORM_ENGINEER, "signals", "producer");

    /** Splits the claim {@code groups} into teams and roles. */
    public static Caller of(String subject, String name, Set<String> groups) {
        Set<String> teams = new TreeSet<>(groups);
        teams.removeAll(ROLES);
        return new Caller(subject, name, Set.copyOf(teams), groups.contains(PLATFORM_ENGINEER));
    }

    /** Refuses a caller who is not in the team. */
    public void mustBelongTo(String team) {
        if (!teams.contains(team)) {
            throw new Refusal(notYourTeam(team).at("/team", "is not one of your teams"));
        }
    }

    /** Refuses a caller who is not in the team that a stack belongs to. */
    public void mustBeMemberOf(String team) {
        if (!teams.contains(team)) {
            throw new Refusal(notYourTeam(team));
        }
    }

    /** Refuses a caller who is neither in the team nor a platform engineer. */
    public void mustBeAllowedToRead(String team) {
        if (!platformEngineer && !teams.contains(team)) {
            throw new Refusal(notYourTeam(team));
        }
    }

    private static Problem notYourTeam(String team) {
        return Problem.of(
                403,
                "not-your-team",
                "The stack belongs to another team",
                "Only members of team " + team + " may do this. Ask them, or join the team.");
    }
}
