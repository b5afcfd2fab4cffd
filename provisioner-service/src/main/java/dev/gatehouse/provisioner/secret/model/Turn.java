package dev.gatehouse.provisioner.secret.model;

import java.util.List;

/**
 * The user names that take turns: whenever the secret is renewed the next one gets a new password, and the one before
 * keeps its own until the renewal after that. So nobody is locked out who still uses the former credential.
 *
 * @param usernames in their order; at least one
 * @param rotation how often the secret shall have been renewed; it never goes back
 */
public record Turn(List<String> usernames, int rotation) {

    public Turn {
        usernames = List.copyOf(usernames);
        if (usernames.isEmpty() || rotation < 0) {
            throw new IllegalArgumentException("a turn needs a user name, and no rotation is below 0");
        }
    }

    /** Whether a secret is as it shall be, or further. */
    public boolean reachedBy(String username, int rotated) {
        return rotated >= rotation && usernames.contains(username);
    }

    /** Who is next after this user; the first one after a stranger. */
    public String after(String username) {
        return usernames.get((usernames.indexOf(username) + 1) % usernames.size());
    }
}
