package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.TransientFailure;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps a database's data before it is dropped, as {@code <stack>.<component>.<operation>.<oid>.dump}, which {@code
 * pg_restore} reads. The file has its name only when it is whole. It holds everything if nobody else is connected any
 * more, nor can connect.
 *
 * <p>The oid tells one database from another that was made again under the same name and removed by the same operation:
 * the dump of a database that is gone is never replaced. Where the database was not dropped after its dump, and is dumped
 * once more, that dump takes the place of the former one.
 */
@Startup
@ApplicationScoped
class Dumps {
    private static final Logger LOG = Logger.getLogger(Dumps.class);

    /** What a destroy needs besides its dump: to send everybody away, and to begin to drop. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final boolean byDefault;
    private final DumpProgram program;
    private final Optional<Path> directory;

    /**
     * @param byDefault whether a component that says nothing is dumped
     * @param directory where dumps are kept; nothing is dumped, and so nothing that needs it destroyed, without one
     * @param limit how long a dump may take
     * @param destroyLimit how long the whole destroy may take
     * @throws IllegalArgumentException if the one leaves no time for the other
     */
    @Inject
    Dumps(
            @ConfigProperty(name = "gatehouse.postgresql.dump.by-default") boolean byDefault,
            @ConfigProperty(name = "gatehouse.postgresql.dump.program") String program,
            @ConfigProperty(name = "gatehouse.postgresql.dump.directory") Optional<String> directory,
            @ConfigProperty(name = "gatehouse.postgresql.dump.limit") Duration limit,
            @ConfigProperty(name = "gatehouse.provisioner.engine-destroy-limit") Duration destroyLimit) {
        this(byDefault, new DumpProgram(program, limit), directory.map(Path::of));
        if (limit.plus(REST).compareTo(destroyLimit) > 0) {
            throw new IllegalArgumentException("gatehouse.postgresql.dump.limit is " + limit
                    + ", and gatehouse.provisioner.engine-destroy-limit " + destroyLimit
                    + ": raise the second one, it must be at least " + REST + " more than the first");
        }
    }

    Dumps(boolean byDefault, DumpProgram program, Optional<Path> directory) {
        this.byDefault = byDefault;
        this.program = program;
        this.directory = directory;
    }

    /** Whether there is something to keep, and nobody declined to. */
    boolean needed(Subject subject, Server server) throws SQLException {
        if (!Wanted.dumpOf(subject.desired(), byDefault)) {
            return false;
        }
        try (Connection inside = server.connect(subject.names().database())) {
            return !OwnedDatabase.isEmpty(inside);
        }
    }

    /**
     * Dumps the database.
     *
     * @throws dev.gatehouse.provisioner.engine.PermanentFailure if there is no program or no place for it
     */
    void keep(Subject subject, Server server) throws SQLException {
        String target = server.target().name();
        Path place = directory.orElseThrow(() -> PostgresqlFailures.noDumpDirectory(target));
        int version = program.majorVersion(target);
        int serverVersion = subject.maintenance().getMetaData().getDatabaseMajorVersion();
        if (version < serverVersion) {
            throw PostgresqlFailures.noDumpProgram(
                    target, "pg_dump " + version + " cannot read a server of version " + serverVersion);
        }
        write(subject, server, place, subject.database().oid());
    }

    private void write(Subject subject, Server server, Path place, String oid) {
        String prefix = prefix(subject.desired());
        Path kept = place.resolve(prefix + oid + ".dump");
        try {
            Files.createDirectories(place);
            removeHalves(place, prefix);
            // Readable by this service's user only, from its first byte on.
            Path half = Files.createTempFile(place, prefix, ".part");
            try {
                program.dump(server, subject.names().database(), half);
                Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
            LOG.infof("The data of %s are kept in %s", subject.names().database(), kept);
        } catch (IOException failed) {
            throw new TransientFailure("the dump cannot be written: " + failed, failed);
        }
    }

    /** What a killed run left. Two runs for one component are never at work at once. */
    private static void removeHalves(Path place, String prefix) throws IOException {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(
                place,
                file -> file.getFileName().toString().startsWith(prefix)
                        && file.getFileName().toString().endsWith(".part"))) {
            for (Path half : halves) {
                Files.delete(half);
            }
        }
    }

    /** What the names of all dumps begin with that one operation makes of one component. */
    static String prefix(DesiredComponent desired) {
        return safe(desired.stack().id()) + "." + safe(desired.name()) + "."
                + desired.stack().operationNumber() + ".";
    }

    private static String safe(String part) {
        return part.replaceAll("[^A-Za-z0-9-]", "_");
    }
}
