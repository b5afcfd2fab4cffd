package dev.gatehouse.local.platform;

import dev.gatehouse.local.AtOnce;
import dev.gatehouse.local.postgresql.Postmaster;
import dev.gatehouse.local.process.PidFile;
import dev.gatehouse.local.process.ProcessEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * What still runs over a home: the platform itself, or what a killed one left behind. The broker leaves nothing, it ends
 * with its parent.
 */
public final class Leftovers {

    private final Path home;

    public Leftovers(Path home) {
        this.home = home;
    }

    /** The running platform's process. */
    public Optional<ProcessHandle> platform() {
        return HomeLock.ownerOf(home).running();
    }

    /** Ends programs and PostgreSQL of a platform that is gone; while one runs, nothing. True if there was something. */
    public boolean endUnlessRunning() {
        if (!Files.isDirectory(home.resolve("run"))) {
            return false;
        }
        Optional<HomeLock> lock = HomeLock.tryTake(home);
        try {
            return lock.isPresent() && end();
        } finally {
            lock.ifPresent(HomeLock::release);
        }
    }

    /** For whoever holds the lock. */
    boolean end() {
        // all at once: each may wait in vain for a broker that has gone
        AtomicBoolean ended = new AtomicBoolean();
        AtOnce.run(pidFiles().stream()
                .<Runnable>map(file -> () -> {
                    if (ProcessEnd.of(new PidFile(file))) {
                        ended.set(true);
                    }
                })
                .toList());
        return Postmaster.stop(home.resolve("postgresql/data")) || ended.get();
    }

    private List<Path> pidFiles() {
        Path run = home.resolve("run");
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(file -> file.toString().endsWith(".pid"))
                    .filter(file -> !file.equals(HomeLock.ownerOf(home).file()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
