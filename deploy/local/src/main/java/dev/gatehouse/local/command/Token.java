package dev.gatehouse.local.command;

import dev.gatehouse.local.api.Caller;
import dev.gatehouse.local.identity.LocalUser;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.Refusal;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a bearer token of a local user, and nothing else, so that it fits into {@code $(deploy/token dana)}. */
final class Token {

    private final PlatformSettings settings;

    Token(PlatformSettings settings) {
        this.settings = settings;
    }

    int run(List<String> arguments) {
        String user = arguments.size() == 1 ? arguments.get(0) : "";
        if (LocalUser.named(user).isEmpty()) {
            throw new Refusal("Usage: deploy/token USER, where USER is one of "
                    + LocalUser.ALL.stream().map(LocalUser::name).collect(Collectors.joining(", ")) + ".");
        }
        System.out.println(Caller.token(URI.create(RunningPlatform.of(settings).frontDoor()), user));
        return 0;
    }
}
