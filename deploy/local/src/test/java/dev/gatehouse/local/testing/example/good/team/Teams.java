package dev.gatehouse.local.testing.example.good.team;

/** Needed by the other feature, needs nothing of it. */
public final class Teams {

    public boolean know(String name) {
        return !name.isEmpty();
    }
}
