package dev.gatehouse.local.platform;

import dev.gatehouse.local.Loopback;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks before anything starts whether the ports are free. */
final class Ports {

    private Ports() {}

    static void checkFree(PlatformSettings settings) {
        List<Listener> taken = new ArrayList<>();
        for (Listener listener : used(settings)) {
            if (Loopback.isTaken(settings.port(listener))) {
                taken.add(listener);
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        String list = taken.stream()
                .map(listener -> settings.port(listener) + " (" + listener.title() + ", " + listener.variable() + ")")
                .collect(Collectors.joining(", "));
        throw new Refusal("In use by another program: port " + list
                + ". Stop that program, or move the whole platform, for example: GATEHOUSE_PORT_BASE=18080 deploy/up");
    }

    private static List<Listener> used(PlatformSettings settings) {
        Stream<Listener> services = settings.services().stream().map(Listener::ofService);
        Stream<Listener> parts = Stream.of(
                Listener.FRONT_DOOR, Listener.IDENTITY, Listener.POSTGRESQL, Listener.KAFKA, Listener.KAFKA_CONTROLLER);
        Stream<Listener> temporal =
                settings.temporalAddress() == null ? Stream.of(Listener.TEMPORAL, Listener.TEMPORAL_UI) : Stream.of();
        return Stream.of(services, parts, temporal).flatMap(all -> all).toList();
    }
}
