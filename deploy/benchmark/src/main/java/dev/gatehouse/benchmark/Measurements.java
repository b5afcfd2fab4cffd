package dev.gatehouse.benchmark;

import dev.gatehouse.benchmark.acceptance.Acceptance;
import dev.gatehouse.benchmark.acceptance.BareRoute;
import dev.gatehouse.benchmark.acceptance.ExecutedStatements;
import dev.gatehouse.benchmark.acceptance.TwoInserts;
import dev.gatehouse.benchmark.delivery.Delivered;
import dev.gatehouse.benchmark.delivery.Delivery;
import dev.gatehouse.benchmark.delivery.PlainKafka;
import dev.gatehouse.benchmark.load.ClosedLoop;
import dev.gatehouse.benchmark.load.Rounds;
import dev.gatehouse.benchmark.load.Sample;
import dev.gatehouse.benchmark.platform.ResidentMemory;
import dev.gatehouse.benchmark.platform.StackRoute;
import dev.gatehouse.benchmark.platform.UserStart;
import dev.gatehouse.benchmark.provisioning.Growth;
import dev.gatehouse.benchmark.provisioning.Provisioning;
import dev.gatehouse.benchmark.provisioning.Shape;
import dev.gatehouse.benchmark.report.Figure;
import dev.gatehouse.benchmark.report.Report;
import dev.gatehouse.local.platform.LocalPlatform;
import dev.gatehouse.local.platform.PlatformSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The measurements in their order, and the marks. */
final class Measurements {

    private static final int CLIENTS = 16;
    private static final int STEADY_PER_SECOND = 200;
    private static final String TEMPLATE = "web-stack";

    private final Scale scale;
    private final Report report;

    Measurements(Scale scale, Report report) {
        this.scale = scale;
        this.report = report;
    }

    /** As a user starts it, over an empty home. */
    void startUpAndMemory(PlatformSettings settings) throws IOException, InterruptedException {
        try (UserStart platform = new UserStart(settings)) {
            report.add(Figure.limit(
                    "start-up when built, over an empty home, until seeded",
                    "–",
                    platform.took().toMillis() / 1000.0,
                    30,
                    "s"));
            // nothing to wait for: rest is the absence of anything to do
            Thread.sleep(scale.rest().toMillis());
            for (String service : platform.services()) {
                report.add(Figure.limit(
                        "resident memory of " + service + "-service at rest",
                        "–",
                        ResidentMemory.mebibytes(platform.process(service)),
                        350,
                        "MiB"));
            }
        }
    }

    /** Everything else that was chosen; starts the platform and leaves it running. */
    void underLoad(LocalPlatform platform, Set<Measurement> chosen) throws Exception {
        platform.start();
        platform.seed();
        try (Connection superuser = platform.superuserConnection("postgres")) {
            ExecutedStatements.preload(superuser);
        }
        // on two cores only what is measured may run
        platform.kill("ownership");
        platform.kill("upgrade");
        platform.kill("request");
        if (chosen.contains(Measurement.PROVISIONING)) {
            provisioning(platform, Shape.TWO, scale.rounds(), scale.stacks());
        }
        if (chosen.contains(Measurement.COMPONENTS)) {
            provisioning(platform, Shape.FIVE, scale.roundsOfFive(), scale.stacksOfFive());
        }
        if (chosen.contains(Measurement.GROWTH)) {
            growth(platform);
        }
        platform.kill("provisioner");
        if (chosen.contains(Measurement.ACCEPTANCE) || chosen.contains(Measurement.DELIVERY)) {
            requests(platform, chosen);
        }
    }

    private void requests(LocalPlatform platform, Set<Measurement> chosen) throws Exception {
        platform.stopPostgresql();
        platform.startPostgresql();
        platform.startService("request");
        Vertx vertx = Vertx.vertx();
        try {
            if (chosen.contains(Measurement.ACCEPTANCE)) {
                acceptance(platform, vertx);
            }
            if (chosen.contains(Measurement.DELIVERY)) {
                delivery(platform, vertx);
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void provisioning(LocalPlatform platform, Shape shape, int rounds, int stacks) throws IOException {
        Provisioning.Compared seen = new Provisioning(platform, shape).compare(scale.warmUp(), rounds, stacks);
        report.add(Figure.ratio(
                "provisioned stacks/s, %d at once, %d components of an engine that makes nothing; Temporal: %s"
                        .formatted(stacks, shape.size(), platform.temporalDescription()),
                "%.1f /s".formatted(seen.stacksPerSecond()),
                "bare workflow of as many (%d) activities: %.1f /s"
                        .formatted(seen.activities(), seen.workflowsPerSecond()),
                seen.ratio(),
                0.8));
        report.add(Figure.note("processor time of one provisioned stack", seen.stack(), "bare: " + seen.workflow()));
    }

    /** A stack must not cost more because there are many. */
    private void growth(LocalPlatform platform) throws Exception {
        Growth.Seen seen = new Growth(platform).grow(scale.warmUpStacks(), scale.grown());
        report.add(Figure.limit(
                "time of a stack of five when there are %d to %d, by the time when there are %d to %d"
                        .formatted(
                                seen.last().from(),
                                seen.last().until(),
                                seen.first().from(),
                                seen.first().until()),
                "%.1f ms, then %.1f ms"
                        .formatted(seen.first().milliseconds(), seen.last().milliseconds()),
                seen.last().milliseconds() / seen.first().milliseconds(),
                1.2,
                "times"));
        report.add(Figure.limit(
                "live heap of provisioner-service then, by that at first",
                "%.0f MiB, then %.0f MiB"
                        .formatted(seen.first().serviceMebibytes(), seen.last().serviceMebibytes()),
                seen.last().serviceMebibytes() / seen.first().serviceMebibytes(),
                1.2,
                "times"));
        report.add(Figure.note(
                "processor time of one of these stacks, at first and then",
                seen.first().processorTime(),
                seen.last().processorTime()));
        report.add(Figure.note(
                "what holds the Temporal server, at first and then",
                "%.0f MiB".formatted(seen.first().temporalMebibytes()),
                "%.0f MiB".formatted(seen.last().temporalMebibytes())));
    }

    private void acceptance(LocalPlatform platform, Vertx vertx) throws Exception {
        String token = platform.token("dana");
        try (BareRoute bare = BareRoute.start(platform);
                Connection superuser = platform.superuserConnection("request")) {
            Acceptance acceptance = new Acceptance(
                    new ClosedLoop(vertx, CLIENTS),
                    new StackRoute(vertx, CLIENTS, servicePort(platform), token, TEMPLATE),
                    new StackRoute(vertx, CLIENTS, bare.port(), token, TEMPLATE));
            Acceptance.Compared seen = acceptance.compare(superuser, scale.warmUp(), scale.rounds(), scale.round());
            report.add(Figure.ratio(
                    "accepted stack requests/s, %d clients".formatted(CLIENTS),
                    "%.0f /s".formatted(seen.service().medianPerSecond()),
                    "bare route, same %d statements: %.0f /s"
                            .formatted(seen.statements(), seen.bare().medianPerSecond()),
                    seen.ratio(),
                    0.7));
            report.add(Figure.note(
                    "latency of an accepted request, p50 / p99",
                    latency(seen.service()),
                    "bare route: " + latency(seen.bare())));
        }
        double transactions =
                new TwoInserts(() -> platform.superuserConnection("postgres")).perSecond(CLIENTS, scale.round());
        report.add(Figure.note(
                "transactions of two inserts/s over JDBC, %d connections".formatted(CLIENTS),
                "–",
                "%.0f /s".formatted(transactions)));
    }

    private void delivery(LocalPlatform platform, Vertx vertx) throws Exception {
        StackRoute route = new StackRoute(vertx, CLIENTS, servicePort(platform), platform.token("dana"), TEMPLATE);
        Delivery delivery = new Delivery(vertx, STEADY_PER_SECOND, route, platform.kafkaProperties("admin"));
        try (PlainKafka kafka = new PlainKafka(vertx, STEADY_PER_SECOND, platform.kafkaProperties("admin"))) {
            int bytes = delivery.run(scale.round()).recordBytes();
            kafka.run(scale.round(), bytes);
            List<Sample> ours = new ArrayList<>();
            List<Sample> theirs = new ArrayList<>();
            for (int i = 0; i < scale.rounds(); i++) {
                Delivered delivered = delivery.run(scale.round());
                ours.add(delivered.sample());
                theirs.add(kafka.run(scale.round(), delivered.recordBytes()));
            }
            Rounds service = new Rounds(ours);
            Rounds plain = new Rounds(theirs);
            report.add(Figure.limit(
                    "202 to consumer at %d/s, p50".formatted(STEADY_PER_SECOND),
                    "Kafka from produce to consume, %d bytes: %.1f ms (%.1f times)"
                            .formatted(
                                    bytes, plain.milliseconds(50), service.milliseconds(50) / plain.milliseconds(50)),
                    service.milliseconds(50),
                    15,
                    "ms"));
            report.add(Figure.note(
                    "the same, p99",
                    "%.1f ms".formatted(service.milliseconds(99)),
                    "%.1f ms".formatted(plain.milliseconds(99))));
        }
    }

    private static int servicePort(LocalPlatform platform) {
        return platform.serviceUri("request").getPort();
    }

    private static String latency(Rounds rounds) {
        return "%.1f / %.1f ms".formatted(rounds.milliseconds(50), rounds.milliseconds(99));
    }
}
