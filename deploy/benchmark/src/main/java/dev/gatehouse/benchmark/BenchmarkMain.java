package dev.gatehouse.benchmark;

import dev.gatehouse.benchmark.platform.JvmFlags;
import dev.gatehouse.benchmark.report.Report;
import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.platform.LocalPlatform;
import dev.gatehouse.local.platform.PlatformSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * {@code [--quick] [--only MEASUREMENT,...]}: starts a platform of its own on free ports under {@code target/benchmark},
 * takes every figure, or those of some measurements, stops it, and writes {@code target/benchmark.md}. Exits 1 where a
 * mark is missed.
 */
public final class BenchmarkMain {

    /** For what is taken by default, and for what is taken only where it is named. */
    private static final long LONGEST_MILLISECONDS = 15 * 60_000;

    private static final long LONGEST_WHERE_NAMED = 40 * 60_000;

    private BenchmarkMain() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        Set<Measurement> chosen = Measurement.chosenBy(given);
        endWithin(chosen.stream().anyMatch(Measurement::isLong) ? LONGEST_WHERE_NAMED : LONGEST_MILLISECONDS);
        Path root = RepositoryRoot.find();
        Path home = root.resolve("target/benchmark");
        delete(home);
        Files.createDirectories(home.getParent());
        Report report = new Report();
        Measurements measurements = new Measurements(given.contains("--quick") ? Scale.QUICK : Scale.FULL, report);
        PlatformSettings settings = PlatformSettings.onFreePorts(root, home);
        if (chosen.remove(Measurement.STARTUP)) {
            measurements.startUpAndMemory(settings);
        }
        if (!chosen.isEmpty()) {
            try (LocalPlatform platform = new LocalPlatform(settings.withServiceEnvironment(underLoad()))) {
                Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
                measurements.underLoad(platform, chosen);
            }
        }
        Files.writeString(root.resolve("target/benchmark.md"), report.markdown());
        System.out.println("\n" + report.markdown());
        System.exit(report.marksMet() ? 0 : 1);
    }

    private static Map<String, String> underLoad() {
        Map<String, String> environment = new HashMap<>(JvmFlags.ALL_COMPILERS);
        environment.put("GATEHOUSE_PROVISIONER_NOOP_ENGINE", "true");
        return environment;
    }

    /** Whatever hangs, the shutdown hooks end what was started. */
    private static void endWithin(long milliseconds) {
        new Timer("end in time", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                System.err.println("The benchmark does not end by itself: stopping.");
                                System.exit(2);
                            }
                        },
                        milliseconds);
    }

    private static void delete(Path home) throws IOException {
        if (!Files.exists(home)) {
            return;
        }
        try (Stream<Path> all = Files.walk(home)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
