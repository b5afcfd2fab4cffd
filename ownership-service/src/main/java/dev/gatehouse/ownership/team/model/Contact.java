package dev.gatehouse.ownership.team.model;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a team.
 *
 * @param email a mail address
 * @param chat a channel, for example {@code #checkout}
 */
public record Contact(@Nullable String email, @Nullable String chat) {

    /** A team that left no way to reach it. */
    public static final Contact NONE = new Contact(null, null);
}
