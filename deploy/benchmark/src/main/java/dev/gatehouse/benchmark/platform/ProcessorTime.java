package dev.gatehouse.benchmark.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processor time that each part of the platform has used so far. On a machine with few cores this is what a
 * throughput is made of, and unlike the throughput it does not depend on who waits for whom.
 */
public record ProcessorTime(Map<String, Duration> ofParts) {

    /**
     * Of this process, of everything it started and that still runs, and of the PostgreSQL server, which is nobody's
     * child.
     *
     * @param home where the platform's data lie, which the server's command line names
     */
    public static ProcessorTime now(Path home) {
        Map<String, Duration> parts = new TreeMap<>();
        add(parts, "load and in-memory Temporal server", Stream.of(ProcessHandle.current()));
        ProcessHandle.current().descendants().forEach(child -> add(parts, part(child), Stream.of(child)));
        ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains("bin/postgres")
                        && commandLine(process).contains(home.toString()))
                .forEach(server -> add(parts, "PostgreSQL", Stream.concat(Stream.of(server), server.children())));
        return new ProcessorTime(parts);
    }

    private static void add(Map<String, Duration> parts, String part, Stream<ProcessHandle> processes) {
        processes.forEach(
                process -> parts.merge(part, process.info().totalCpuDuration().orElse(Duration.ZERO), Duration::plus));
    }

    private static String part(ProcessHandle process) {
        String commandLine = commandLine(process);
        if (commandLine.contains("BrokerMain")) {
            return "broker";
        }
        if (process.info().command().orElse("").endsWith("/temporal")) {
            return "Temporal server";
        }
        // the system cuts long command lines off: the bare worker's class path hides its class
        return commandLine.contains("quarkus-run.jar") ? "service" : "bare worker";
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    public ProcessorTime minus(ProcessorTime earlier) {
        return new ProcessorTime(ofParts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        part -> part.getValue().minus(earlier.ofParts.getOrDefault(part.getKey(), Duration.ZERO)),
                        Duration::plus,
                        TreeMap::new)));
    }

    public ProcessorTime plus(ProcessorTime other) {
        Map<String, Duration> sum = new TreeMap<>(ofParts);
        other.ofParts.forEach((part, time) -> sum.merge(part, time, Duration::plus));
        return new ProcessorTime(sum);
    }

    /** Milliseconds of each of so many; parts that did nothing are left out. */
    public String ofEach(int count) {
        return ofParts.entrySet().stream()
                .map(part -> Map.entry(part.getKey(), part.getValue().toNanos() / 1e6 / count))
                .filter(part -> part.getValue() >= 0.05)
                .map(part -> String.format(Locale.ROOT, "%s %.1f ms", part.getKey(), part.getValue()))
                .collect(Collectors.joining(", "));
    }
}
