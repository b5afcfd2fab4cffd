package dev.gatehouse.local.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL's programs are run, since they refuse root.
 *
 * <p>An ordinary user runs them as they are. Root runs them in a user namespace of its own, where it counts as nobody but
 * keeps its rights over files. Where namespaces are closed, as in most containers, root runs them as the user nobody, with the
 * one capability that lets nobody reach the data wherever it lies; the data then belongs to nobody.
 */
enum RunAs {
    MYSELF(List.of()),
    NAMESPACE(List.of("unshare", "-U")),
    NOBODY(List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override"));

    private final List<String> prefix;

    RunAs(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The way that works here; an {@link IllegalStateException} says what to do if none does. */
    static RunAs here() {
        if (!isRoot()) {
            return MYSELF;
        }
        if (NAMESPACE.works()) {
            return NAMESPACE;
        }
        if (NOBODY.works()) {
            return NOBODY;
        }
        throw new IllegalStateException(
                "PostgreSQL refuses to run as root, and neither a user namespace (unshare -U) nor"
                        + " another user (setpriv) can be had here: run Gatehouse as an ordinary user.");
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException noProc) {
            return System.getProperty("user.name").equals("root");
        }
    }

    boolean works() {
        try {
            return new ProcessBuilder(command(List.of("true")))
                            .redirectError(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Where programs that run this way are unpacked. PostgreSQL checks its own programs with access(2), which knows no
     * capabilities; so nobody needs them where everybody may go, in a directory that only root can have made.
     */
    Path programs(Path wanted) {
        if (this != NOBODY) {
            return wanted;
        }
        Path shared = Path.of("/var/tmp/gatehouse-postgresql");
        try {
            if (!Files.isDirectory(shared, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(shared);
            }
            if (!Files.getAttribute(shared, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                    .equals(0)) {
                throw new IllegalStateException(shared + " does not belong to root: remove it.");
            }
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
            return shared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    /** Runs a program to its end; its words go to the log. */
    void run(List<String> program, Path log) {
        try {
            Process process = new ProcessBuilder(command(program))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()))
                    .start();
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(
                        Path.of(program.get(0)).getFileName() + " ended with " + code + ", see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + program.get(0), e);
        }
    }
}
