package dev.gatehouse.local.platform;

import dev.gatehouse.local.Loopback;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be chosen about a local platform.
 *
 * @param root the repository
 * @param home where data, credentials and logs lie
 * @param services short names of the services to start
 * @param temporalAddress an own Temporal server, {@code host:port}
 * @param serviceEnvironment goes to every service, beside this process's own environment
 */
public record PlatformSettings(
        Path root,
        Path home,
        Map<Listener, Integer> ports,
        List<String> services,
        @Nullable String temporalAddress,
        Map<String, String> serviceEnvironment) {

    public static final List<String> ALL_SERVICES = List.of("request", "provisioner", "upgrade", "ownership");

    public PlatformSettings {
        home = home.toAbsolutePath();
        ports = Map.copyOf(ports);
        services = List.copyOf(services);
        serviceEnvironment = Map.copyOf(serviceEnvironment);
        for (String service : services) {
            if (!ALL_SERVICES.contains(service)) {
                throw new Refusal("There is no service " + service + ", only " + String.join(", ", ALL_SERVICES) + ".");
            }
        }
    }

    /**
     * Reads {@code GATEHOUSE_HOME}, {@code GATEHOUSE_PORT_BASE} (all ports one after the other from there),
     * {@code GATEHOUSE_PORT_<LISTENER>}, {@code GATEHOUSE_SERVICES} and {@code TEMPORAL_ADDRESS}.
     */
    public static PlatformSettings from(Map<String, String> environment, Path root) {
        String home = environment.getOrDefault("GATEHOUSE_HOME", "");
        String services = environment.getOrDefault("GATEHOUSE_SERVICES", "");
        String temporal = environment.getOrDefault("TEMPORAL_ADDRESS", "");
        return new PlatformSettings(
                root,
                home.isBlank() ? root.resolve("target/local") : Path.of(home),
                ports(environment),
                services(services),
                temporal.isBlank() ? null : temporal,
                Map.of());
    }

    /** All by default; {@code none} leaves the parts alone, for somebody who runs services elsewhere. */
    private static List<String> services(String names) {
        if (names.isBlank()) {
            return ALL_SERVICES;
        }
        if (names.equals("none")) {
            return List.of();
        }
        return Arrays.stream(names.split(",")).map(String::strip).toList();
    }

    /** For tests: whatever ports are free, beside a platform that may be running. */
    public static PlatformSettings onFreePorts(Path root, Path home) {
        Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
        for (Listener listener : Listener.values()) {
            ports.put(listener, Loopback.freePort());
        }
        return new PlatformSettings(root, home, ports, ALL_SERVICES, null, Map.of());
    }

    private static Map<Listener, Integer> ports(Map<String, String> environment) {
        String base = environment.getOrDefault("GATEHOUSE_PORT_BASE", "");
        Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
        for (Listener listener : Listener.values()) {
            int usual = base.isBlank() ? listener.usualPort() : port("GATEHOUSE_PORT_BASE", base) + listener.ordinal();
            String own = environment.getOrDefault(listener.variable(), "");
            ports.put(listener, own.isBlank() ? usual : port(listener.variable(), own));
        }
        return ports;
    }

    private static int port(String variable, String value) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port > 0 && port < 65_500) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new Refusal(variable + "=" + value + " is no port: choose a number from 1 to 65499.");
    }

    public PlatformSettings withServices(List<String> chosen) {
        return new PlatformSettings(root, home, ports, chosen, temporalAddress, serviceEnvironment);
    }

    public PlatformSettings withServiceEnvironment(Map<String, String> environment) {
        return new PlatformSettings(root, home, ports, services, temporalAddress, environment);
    }

    public int port(Listener listener) {
        Integer port = ports.get(listener);
        if (port == null) {
            throw new IllegalStateException("No port for " + listener);
        }
        return port;
    }
}
