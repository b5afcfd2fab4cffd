package dev.gatehouse.local.command;

import dev.gatehouse.local.platform.LocalPlatform;
import dev.gatehouse.local.platform.PlatformSettings;
import dev.gatehouse.local.platform.PlatformState;
import dev.gatehouse.local.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts and seeds the platform and stays until it is told to stop, or until a part dies. */
final class Up {

    private final PlatformSettings settings;
    private final CompletableFuture<String> toldToStop = new CompletableFuture<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Object interrupting = new Object();
    private boolean starting = true;

    Up(PlatformSettings settings) {
        this.settings = settings;
    }

    int run() {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOn(main), "stop"));
        Instant begin = Instant.now();
        System.out.println("Starting in " + settings.home() + " ...");
        try (LocalPlatform platform = new LocalPlatform(settings)) {
            platform.start();
            platform.seed();
            platform.announce();
            endOfStart();
            greet(platform.state(), Duration.between(begin, Instant.now()));
            return stay(platform);
        } catch (RuntimeException e) {
            if (toldToStop.isDone()) {
                return 0;
            }
            throw e instanceof Refusal ? e : new Refusal("The platform does not run: " + e.getMessage(), e);
        } finally {
            endOfStart();
            stopped.countDown();
        }
    }

    /** From here on nothing is cut off: whoever is told to stop only says so. */
    private void endOfStart() {
        synchronized (interrupting) {
            starting = false;
        }
    }

    /** Runs when the JVM is told to end (Ctrl-C, deploy/down): the main thread stops everything, this one waits for it. */
    private void stopOn(Thread main) {
        toldToStop.complete("");
        synchronized (interrupting) {
            if (starting) {
                main.interrupt();
            }
        }
        try {
            if (!stopped.await(90, TimeUnit.SECONDS)) {
                System.err.println("gatehouse: Not everything has stopped; deploy/down ends what is left.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int stay(LocalPlatform platform) {
        String death =
                (String) CompletableFuture.anyOf(toldToStop, platform.watch()).join();
        // Ctrl-C reaches every process of the terminal: a child may be gone before this one hears of it
        if (!death.isEmpty() && !toldWithin(Duration.ofSeconds(1))) {
            System.err.println("gatehouse: " + death);
            return 1;
        }
        System.out.println("Stopping ...");
        return 0;
    }

    private boolean toldWithin(Duration time) {
        try {
            toldToStop.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            return true;
        }
    }

    private static void greet(PlatformState state, Duration took) {
        System.out.printf("Gatehouse is ready after %.1f s.%n", took.toMillis() / 1000.0);
        System.out.println("  front door   " + state.frontDoor() + "/api/v1");
        state.services()
                .forEach((name, service) -> System.out.println("  " + String.format("%-12s", name) + " " + service.uri()
                        + "/q/health   log " + service.log()));
        System.out.println("  temporal     " + state.temporal() + ", " + state.temporalKind());
        System.out.println("  repository   " + state.repository());
        System.out.println("A token: deploy/token dana (team checkout), otis (payments), pia (platform engineer).");
        System.out.println("Ctrl-C or deploy/down stops everything; the data stays.");
    }
}
