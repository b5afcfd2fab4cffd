package dev.gatehouse.local.testing.example.bad.team;

import dev.gatehouse.local.testing.example.bad.stack.model.ImpureName;
import org.jspecify.annotations.Nullable;

/** Needs the feature that needs it. */
public final class Teams {

    @Nullable
    ImpureName name;
}
