package dev.gatehouse.provisioner.engine.postgresql;

import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.TransientFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program {@code pg_dump}, started with a list of arguments and never through a shell. The password goes by its
 * environment, where only the same user of the machine can see it; nothing else of this service's environment goes along.
 *
 * @param program its path, or its name on the PATH
 * @param limit how long a dump may take
 */
record DumpProgram(String program, Duration limit) {
    private static final Pattern MAJOR = Pattern.compile("(\\d+)(?:\\.\\d+|beta|rc|devel)");
    private static final int LONGEST_ANSWER = 1_000;

    /** What the program said, and how it ended. */
    private record Answer(int status, String text) {}

    /**
     * The program's major version.
     *
     * @throws dev.gatehouse.provisioner.engine.PermanentFailure if it cannot be started
     */
    int majorVersion(String target) {
        Matcher major =
                MAJOR.matcher(run(List.of("--version"), Map.of(), target).text());
        if (!major.find()) {
            throw PostgresqlFailures.noDumpProgram(target, program + " does not say its version");
        }
        return Integer.parseInt(major.group(1));
    }

    /**
     * Writes the database into the file, in pg_dump's own format.
     *
     * @throws dev.gatehouse.provisioner.engine.PermanentFailure if that takes longer than the limit, or some rights lack
     */
    void dump(Server server, String database, Path file) {
        EngineTarget.Credential credential = server.credential();
        List<String> arguments = List.of(
                "--format=custom",
                "--no-password",
                "--lock-wait-timeout=20000",
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--username=" + credential.username(),
                "--file=" + file,
                "--dbname=dbname=" + quoted(database));
        String target = server.target().name();
        Answer answer = run(
                arguments,
                Map.of(
                        "PGPASSWORD",
                        credential.password(),
                        "PGSSLMODE",
                        server.sslMode(),
                        "PGOPTIONS",
                        Server.OWN_SETTINGS,
                        "PGCONNECT_TIMEOUT",
                        "5"),
                target);
        if (answer.status() != 0) {
            throw PostgresqlFailures.dumpFailed(target, answer.text());
        }
    }

    /** A name that holds an equals sign would else be read as connection parameters. */
    private static String quoted(String database) {
        return "'" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private Answer run(List<String> arguments, Map<String, String> environment, String target) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        Path said = null;
        try {
            said = Files.createTempFile("gatehouse-dump-", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            String path = System.getenv("PATH");
            builder.environment().clear();
            builder.environment().put("PATH", path == null ? "" : path);
            builder.environment().put("LC_ALL", "C");
            builder.environment().putAll(environment);
            Process process = start(builder, target);
            process.getOutputStream().close();
            return new Answer(await(process, target), text(said));
        } catch (IOException failed) {
            throw new TransientFailure("the dump on target " + target + " failed: " + failed.getMessage(), failed);
        } finally {
            remove(said);
        }
    }

    private Process start(ProcessBuilder builder, String target) {
        try {
            return builder.start();
        } catch (IOException missing) {
            throw PostgresqlFailures.noDumpProgram(target, String.valueOf(missing.getMessage()));
        }
    }

    private int await(Process process, String target) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw PostgresqlFailures.dumpTooLong(target, limit);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("interrupted", stopped);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path said) throws IOException {
        try (var stream = Files.newInputStream(said)) {
            return new String(stream.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8).strip();
        }
    }

    private static void remove(@Nullable Path said) {
        if (said != null && !said.toFile().delete()) {
            said.toFile().deleteOnExit();
        }
    }
}
