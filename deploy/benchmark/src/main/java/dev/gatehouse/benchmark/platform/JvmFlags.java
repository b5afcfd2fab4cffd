package dev.gatehouse.benchmark.platform;

import java.util.Arrays;
import java.util.List;

/** The flags that a running JVM was given, so that what stands beside a service runs as the service does. */
public final class JvmFlags {

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
