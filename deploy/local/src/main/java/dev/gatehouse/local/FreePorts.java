package dev.gatehouse.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that are bound some seconds later, or again after an outage. Each is lent once for as long as this process lives, by a
 * lock on its own byte of a file that all processes of the user share, so that tests side by side never get the same one; and
 * all lie below those that systems give to clients, which would take a port while its server is away.
 */
final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final FileChannel LENT = open();

    private FreePorts() {}

    private static FileChannel open() {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "gatehouse-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " must be a file of one's own: it says which ports are lent", e);
        }
    }

    static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (lend(port) && !Loopback.isTaken(port)) {
                return port;
            }
        }
    }

    private static boolean lend(int port) {
        try {
            // the lock is given back by the system when the process ends
            return LENT.tryLock(port, 1, false) != null;
        } catch (OverlappingFileLockException lentByThisProcess) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
