package dev.gatehouse.local.testing.example.bad.stack;

import dev.gatehouse.local.testing.example.bad.stack.http.StackResource;
import dev.gatehouse.local.testing.example.bad.team.Teams;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;

/** A use case that knows an adapter, is injected into a field, and is mapped to a table. */
@Entity
public final class Stacks {

    @Inject
    Teams teams = new Teams();

    final StackResource resource = new StackResource();
}
