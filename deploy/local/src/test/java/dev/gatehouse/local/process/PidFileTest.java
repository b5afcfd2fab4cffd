package dev.gatehouse.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

    @TempDir
    private Path directory;

    @Test
    void findsTheProcessWhileItRunsAndNotAfter() throws Exception {
        PidFile file = new PidFile(directory.resolve("run/sleeper.pid"));
        assertThat(file.running()).isEmpty();
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        file.write(sleeper.toHandle());
        assertThat(file.running()).map(ProcessHandle::pid).contains(sleeper.pid());
        sleeper.destroyForcibly().waitFor();
        assertThat(file.running()).isEmpty();
    }

    @Test
    void anIdThatWasGivenToAnotherProcessIsNotMistaken() throws Exception {
        PidFile file = new PidFile(directory.resolve("reused.pid"));
        long pid = ProcessHandle.current().pid();
        Files.writeString(file.file(), pid + " " + Instant.EPOCH);
        assertThat(file.running()).isEmpty();
        Files.writeString(file.file(), "nonsense");
        assertThat(file.running()).isEmpty();
    }

    @Test
    void aLeftoverIsEnded() throws Exception {
        PidFile file = new PidFile(directory.resolve("left.pid"));
        Process left = new ProcessBuilder("sleep", "60").start();
        file.write(left.toHandle());
        assertThat(ProcessEnd.of(file)).isTrue();
        assertThat(left.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(file.file()).doesNotExist();
        assertThat(ProcessEnd.of(file)).isFalse();
    }
}
