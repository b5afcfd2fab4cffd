package dev.gatehouse.local.command;

import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.PlatformState;
import java.util.List;
import java.util.Optional;

/** Answers by its exit code whether a platform is ready; the scripts ask. */
final class Ready {

    private final PlatformSettings settings;

    Ready(PlatformSettings settings) {
        this.settings = settings;
    }

    int run(List<String> arguments) {
        Optional<PlatformState> state = PlatformState.read(settings.home());
        if (arguments.contains("--say")) {
            state.ifPresent(it -> System.out.println(
                    "The platform already runs: front door " + it.frontDoor() + ", data in " + settings.home() + "."));
        }
        return state.isPresent() ? 0 : 1;
    }
}
