package dev.gatehouse.local.command;

import dev.gatehouse.local.Patience;
import dev.gatehouse.local.platform.Leftovers;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.Refusal;
import java.time.Duration;
import java.util.Optional;

/** Stops the platform of this home, and whatever a killed one left running. */
final class Down {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final PlatformSettings settings;

    Down(PlatformSettings settings) {
        this.settings = settings;
    }

    int run() {
        Leftovers leftovers = new Leftovers(settings.home());
        Optional<ProcessHandle> platform = leftovers.platform();
        if (platform.isPresent()) {
            platform.get().destroy();
            if (!Patience.until(() -> !platform.get().isAlive(), PATIENCE)) {
                throw new Refusal("The platform (process " + platform.get().pid() + ") does not stop.");
            }
        }
        boolean left = leftovers.endUnlessRunning();
        if (platform.isPresent()) {
            System.out.println("Stopped. The data stays in " + settings.home() + ".");
        } else if (left) {
            System.out.println("Ended what a killed platform had left running in " + settings.home() + ".");
        } else {
            System.out.println("Nothing runs in " + settings.home() + ".");
        }
        return 0;
    }
}
