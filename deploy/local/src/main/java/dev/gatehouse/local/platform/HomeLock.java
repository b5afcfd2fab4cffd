package dev.gatehouse.local.platform;

import dev.gatehouse.local.process.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One platform at a time over one home. The system frees the lock even when the platform is killed. */
final class HomeLock {

    private final FileChannel channel;
    private final PidFile owner;

    private HomeLock(FileChannel channel, PidFile owner) {
        this.channel = channel;
        this.owner = owner;
    }

    static HomeLock take(Path home) {
        return tryTake(home)
                .orElseThrow(() ->
                        new Refusal("A platform already runs over " + home + ": use it, or stop it with deploy/down."));
    }

    /** Empty if a platform holds it. */
    static Optional<HomeLock> tryTake(Path home) {
        try {
            FileChannel channel =
                    FileChannel.open(home.resolve("run/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            PidFile owner = ownerOf(home);
            // what a killed platform said of itself is true no longer
            Files.deleteIfExists(PlatformState.file(home));
            owner.write(ProcessHandle.current());
            return Optional.of(new HomeLock(channel, owner));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    /** The process of the platform over this home. */
    static PidFile ownerOf(Path home) {
        return new PidFile(home.resolve("run/platform.pid"));
    }

    void release() {
        owner.delete();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
