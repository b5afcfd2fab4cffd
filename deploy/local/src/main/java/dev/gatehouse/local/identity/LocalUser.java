package dev.gatehouse.local.identity;

import java.util.List;
import java.util.Optional;

/** Somebody who can get a token of the local OpenID provider. */
public record LocalUser(String name, List<String> groups) {

    /** The design's three people and two machines. */
    public static final List<LocalUser> ALL = List.of(
            new LocalUser("dana", List.of("checkout")),
            new LocalUser("otis", List.of("payments")),
            new LocalUser("pia", List.of("platform", "platform-engineer")),
            new LocalUser("signals", List.of("signals")),
            new LocalUser("producer", List.of("producer")));

    public LocalUser {
        groups = List.copyOf(groups);
    }

    public static Optional<LocalUser> named(String name) {
        return ALL.stream().filter(user -> user.name().equals(name)).findFirst();
    }
}
