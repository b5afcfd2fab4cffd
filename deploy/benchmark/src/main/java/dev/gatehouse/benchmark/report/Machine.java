package dev.gatehouse.benchmark.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** Where and when a run took place: figures of two machines do not compare, ratios may. */
final class Machine {

    private static final long MEBIBYTE = 1024 * 1024;

    private Machine() {}

    static String describe() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "%s; %d processors (%s), %d MiB; %s %s; Java %s"
                .formatted(
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        system.getAvailableProcessors(),
                        processor(),
                        system.getTotalMemorySize() / MEBIBYTE,
                        system.getName(),
                        system.getVersion(),
                        System.getProperty("java.version"));
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
