package dev.gatehouse.local.command;

import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.PlatformState;
import dev.gatehouse.local.platform.Refusal;

/** Finds the platform that a command is about. */
final class RunningPlatform {

    private RunningPlatform() {}

    static PlatformState of(PlatformSettings settings) {
        return PlatformState.read(settings.home())
                .orElseThrow(
                        () -> new Refusal("No platform is ready in " + settings.home() + ": start it with deploy/up."));
    }
}
