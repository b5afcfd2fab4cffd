package dev.gatehouse.local.testing.example.good.stack;

import dev.gatehouse.local.testing.example.good.stack.model.StackName;
import dev.gatehouse.local.testing.example.good.team.Teams;

/** A use case: knows its model and another feature's root. */
public final class Stacks {

    private final Teams teams;

    public Stacks(Teams teams) {
        this.teams = teams;
    }

    public boolean may(StackName name) {
        return teams.know(name.value());
    }
}
