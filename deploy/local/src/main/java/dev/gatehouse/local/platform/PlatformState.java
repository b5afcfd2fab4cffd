package dev.gatehouse.local.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * What a running platform tells others, in {@code GATEHOUSE_HOME/run/platform.json}: addresses and process ids, no
 * passwords (those are in {@code secrets.properties} beside it, for the owner's eyes).
 *
 * @param pid the platform's own process
 * @param services by short name
 * @param postgresql {@code host:port}
 * @param kafka bootstrap servers
 * @param temporalKind in words: which kind of server it is
 * @param issuer of the OpenID provider
 * @param repository URL of the Git repository that stacks are committed to
 */
public record PlatformState(
        long pid,
        String frontDoor,
        Map<String, Service> services,
        String postgresql,
        String kafka,
        String temporal,
        String temporalKind,
        String issuer,
        String repository) {

    /** A service process. */
    public record Service(String uri, long pid, String log) {}

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Path file(Path home) {
        return home.resolve("run").resolve("platform.json");
    }

    /** Nothing half-written is ever seen: the file appears when it is whole. */
    void write(Path home) {
        Path file = file(home);
        try {
            Files.createDirectories(file.getParent());
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            JSON.writeValue(whole.toFile(), this);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The running platform of this home; empty if none runs or it is not ready yet. */
    public static Optional<PlatformState> read(Path home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            PlatformState state = JSON.readValue(file.toFile(), PlatformState.class);
            return Optional.of(state).filter(it -> HomeLock.ownerOf(home)
                    .running()
                    .map(owner -> owner.pid() == it.pid())
                    .orElse(false));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
