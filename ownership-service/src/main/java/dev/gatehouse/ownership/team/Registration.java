package dev.gatehouse.ownership.team;

import dev.gatehouse.ownership.team.model.Team;

/** What became of a registration: the team as it stands now, and whether that is news. */
public record Registration(Team team, Outcome outcome) {

    /** Only what is news is told to the other services. */
    public enum Outcome {
        REGISTERED,
        CHANGED,
        UNCHANGED
    }
}
