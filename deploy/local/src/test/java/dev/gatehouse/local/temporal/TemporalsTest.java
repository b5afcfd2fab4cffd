package dev.gatehouse.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.local.Loopback;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalsTest {

    @TempDir
    private Path directory;

    @Test
    void findsTheProgramOnThePathIfItCanBeRun() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        String path = other + File.pathSeparator + directory;
        assertThat(Temporals.program(path)).isEmpty();
        Path program = Files.writeString(directory.resolve("temporal"), "#!/bin/sh\n");
        assertThat(Temporals.program(path)).isEmpty();
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(Temporals.program(path)).contains(program);
        assertThat(Temporals.program(null)).isEmpty();
    }

    @Test
    void theInMemoryServerAnswersAndSaysWhatItIs() {
        try (InMemoryTemporal temporal = new InMemoryTemporal(Loopback.freePort())) {
            temporal.start();
            Answer.await(temporal.address(), Duration.ofSeconds(10));
            assertThat(temporal.description()).contains("in-memory");
            temporal.restart();
            Answer.await(temporal.address(), Duration.ofSeconds(10));
        }
    }

    @Test
    void anOutsideServerThatDoesNotAnswerIsNamed() {
        String nobody = "127.0.0.1:" + Loopback.freePort();
        assertThatThrownBy(() -> Answer.await(nobody, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(nobody);
    }
}
