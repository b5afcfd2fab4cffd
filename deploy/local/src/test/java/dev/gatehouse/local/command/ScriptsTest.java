package dev.gatehouse.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.local.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the scripts say before any Java of ours can speak. */
class ScriptsTest {

    @TempDir
    private Path directory;

    private record Outcome(int code, String words) {}

    @ParameterizedTest
    @CsvSource({"11, Java 11", "1.8, Java 8", "'', Java of an unknown version"})
    void anOldOrStrangeJavaIsNamedInOneSentence(String version, String said) throws Exception {
        Path java = fakeJava("echo '    java.specification.version = " + version + "' >&2");
        Outcome outcome = run("up", Map.of("JAVA_HOME", java.toString()));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.words()).contains(said).contains("JDK 17 or newer").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo", "token", "replay"})
    void aJavaThatDoesNotStartIsNamedInOneSentence(String script) throws Exception {
        Outcome outcome = run(script, Map.of("JAVA_HOME", fakeJava("exit 1").toString()));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.words())
                .startsWith("gatehouse: ")
                .contains("JDK 17 or newer")
                .hasLineCount(1);
    }

    @Test
    void aJavaHomeWithoutJavaIsNamedInOneSentence() throws Exception {
        Outcome outcome = run("up", Map.of("JAVA_HOME", directory.toString()));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.words()).contains("JAVA_HOME is " + directory).hasLineCount(1);
    }

    @Test
    void noJavaAtAllIsSaidInOneSentence() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        for (String tool : new String[] {"bash", "dirname", "sed"}) {
            Files.createSymbolicLink(tools.resolve(tool), which(tool));
        }
        Outcome outcome = run("up", Map.of("JAVA_HOME", "", "PATH", tools.toString()));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.words()).startsWith("gatehouse: No Java found").hasLineCount(1);
    }

    @Test
    void anUnknownOptionIsAnsweredWithTheUsage() throws Exception {
        Outcome outcome = run("up", Map.of(), "--backwards");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.words()).contains("Usage: deploy/up [--detach]");
    }

    @Test
    void downWithoutAPlatformSaysSoAndIsNoFailure() throws Exception {
        Outcome outcome =
                run("down", Map.of("GATEHOUSE_HOME", directory.resolve("none").toString()));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.words()).startsWith("Nothing runs in ");
    }

    private Path fakeJava(String body) throws IOException {
        Path java = Files.createDirectories(directory.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + body + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return directory.resolve("jdk");
    }

    private static Path which(String tool) {
        for (String place : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(place, tool))) {
                return Path.of(place, tool);
            }
        }
        throw new IllegalStateException(tool + " is not installed");
    }

    private Outcome run(String script, Map<String, String> environment, String... arguments) throws Exception {
        Path words = directory.resolve("words");
        ProcessBuilder builder = new ProcessBuilder(
                        RepositoryRoot.find().resolve("deploy").resolve(script).toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("GATEHOUSE_HOME", directory.resolve("home").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(words));
    }
}
