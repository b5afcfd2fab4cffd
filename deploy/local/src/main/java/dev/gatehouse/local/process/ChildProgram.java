package dev.gatehouse.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs as a child process, its output appended to a log file. Its process id is kept in a file, so that a
 * later run can end it if this one is killed.
 */
public final class ChildProgram {

    private final String name;
    private final Path directory;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final PidFile pidFile;
    private @Nullable Process process;

    /**
     * @param directory the program's working directory
     * @param environment is added to this process's own
     */
    public ChildProgram(
            String name,
            Path directory,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Path pidFile) {
        this.name = name;
        this.directory = directory;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.pidFile = new PidFile(pidFile);
    }

    /** Ends what a killed run left behind. True if there was something. */
    public boolean endLeftover() {
        return ProcessEnd.of(pidFile);
    }

    public synchronized void start() {
        if (process != null && process.isAlive()) {
            return;
        }
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder = new ProcessBuilder(DeafToInterrupts.command(command))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
            pidFile.write(process.toHandle());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    /** Asks the program to end, and makes it after a while. */
    public synchronized void stop() {
        if (process != null) {
            ProcessEnd.of(process.toHandle());
            process = null;
        }
        pidFile.delete();
    }

    /** SIGKILL: the program has no chance to tidy up. */
    public synchronized void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
            process = null;
        }
        pidFile.delete();
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    /** The running process; empty before the start and after {@link #stop()} or {@link #kill()}. */
    public synchronized Optional<Process> process() {
        return Optional.ofNullable(process);
    }
}
