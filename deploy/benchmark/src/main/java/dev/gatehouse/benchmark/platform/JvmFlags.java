package dev.gatehouse.benchmark.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The flags that a running JVM was given, so that what stands beside a service runs as the service does. */
public final class JvmFlags {

    /**
     * Environment that lets a JVM use all its compilers. The launcher's flags are for a quick start and little memory on
     * one machine; a service under load for longer than a minute, and whatever is measured beside it, runs without that
     * limit. This variable alone wins over flags on the command line.
     */
    public static final Map<String, String> ALL_COMPILERS = Map.of("_JAVA_OPTIONS", "-XX:TieredStopAtLevel=4");

    private JvmFlags() {}

    /** Heap, collector and compiler flags; archives and system properties belong to one application and stay there. */
    public static List<String> of(ProcessHandle jvm) {
        return jvm.info().arguments().stream()
                .flatMap(Arrays::stream)
                .takeWhile(argument -> !argument.equals("-jar"))
                .filter(argument -> argument.startsWith("-X"))
                .filter(argument -> !argument.startsWith("-XX:SharedArchiveFile"))
                .filter(argument -> !argument.startsWith("-XX:AOT"))
                .toList();
    }
}
