package dev.gatehouse.local.platform;

import java.util.Locale;

/** Everything that listens, with the port it has unless another is asked for. All on the loopback interface. */
public enum Listener {
    FRONT_DOOR(8080),
    REQUEST(8081),
    PROVISIONER(8082),
    UPGRADE(8083),
    OWNERSHIP(8084),
    IDENTITY(8085),
    POSTGRESQL(5433),
    KAFKA(9092),
    KAFKA_CONTROLLER(9093),
    TEMPORAL(7233),
    TEMPORAL_UI(8233);

    private final int usualPort;

    Listener(int usualPort) {
        this.usualPort = usualPort;
    }

    int usualPort() {
        return usualPort;
    }

    /** The environment variable that moves this listener alone, such as {@code GATEHOUSE_PORT_KAFKA}. */
    public String variable() {
        return "GATEHOUSE_PORT_" + name();
    }

    /** In words, for people. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The listener of a service. */
    public static Listener ofService(String shortName) {
        return valueOf(shortName.toUpperCase(Locale.ROOT));
    }
}
