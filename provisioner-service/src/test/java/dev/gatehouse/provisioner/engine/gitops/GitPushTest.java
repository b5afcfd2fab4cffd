package dev.gatehouse.provisioner.engine.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a push when others push too, and when the repository says no. */
class GitPushTest {
    private static final Progress SILENT = doing -> {};
    private static final String FILE = "stacks/checkout/shop/application.yaml";

    @TempDir
    Path directory;

    private Path scratch;
    private Bare bare;
    private GitHttpServer server;
    private GitopsEngine engine;

    @BeforeEach
    void serveRepository() throws Exception {
        scratch = Files.createDirectory(directory.resolve("scratch"));
        bare = new Bare(directory.resolve("stacks.git"));
        server = new GitHttpServer(directory);
        engine = new GitopsEngine(scratch, Set.of("http"));
    }

    @AfterEach
    void closeRepository() {
        server.close();
        bare.close();
    }

    @Test
    void aPushOverHttpIsOneCommit() throws Exception {
        AppliedComponent applied = engine.apply(application(), SILENT);
        assertThat(applied.outputs()).containsEntry("commit", bare.head().name());
        assertThat(engine.apply(application(), SILENT).resources()).isNotEmpty();
        assertThat(bare.files()).containsOnlyKeys(FILE);
    }

    @Test
    void whoeverIsFasterIsNotLostAndTheCommitIsBuiltAnewOnTop() throws Exception {
        AtomicInteger others = new AtomicInteger();
        engine.apply(application(), beforeEachPush(() -> {
            if (others.incrementAndGet() <= 3) {
                bare.write(scratch, "others/" + others.get() + ".yaml", "a: " + others.get() + "\n");
            }
        }));

        assertThat(others).hasValue(4);
        assertThat(bare.files()).containsOnlyKeys("others/1.yaml", "others/2.yaml", "others/3.yaml", FILE);
        assertThat(bare.commits()).hasSize(4).allMatch(commit -> commit.getParentCount() <= 1);
        assertThat(bare.commits()).filteredOn(GitPushTest::isOurs).hasSize(1);
    }

    @Test
    void whoIsAlwaysTooLateTriesAgainLater() throws Exception {
        AtomicInteger others = new AtomicInteger();
        assertThatThrownBy(() -> engine.apply(
                        application(),
                        beforeEachPush(
                                () -> bare.write(scratch, "others/" + others.incrementAndGet() + ".yaml", "a: 1\n"))))
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("busy");
        assertThat(others).hasValue(10);
        assertThat(bare.commits()).hasSize(10).noneMatch(GitPushTest::isOurs);
    }

    @Test
    void aHookThatRefusesIsNotAskedAgain() throws Exception {
        hook("echo asked >> \"$GIT_DIR/asked\"; echo checkout is frozen >&2; exit 1");
        assertThatThrownBy(() -> engine.apply(application(), SILENT))
                .isInstanceOfSatisfying(PermanentFailure.class, failure -> {
                    assertThat(failure.reason()).contains("local-git", "pre-receive hook declined");
                    assertThat(failure.remedy()).contains("hooks");
                });
        assertThat(bare.directory().resolve("asked")).hasContent("asked");
        assertThat(bare.commits()).isEmpty();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aRemovalThatIsRefusedLeavesTheFileAndSaysSo() throws Exception {
        engine.apply(application(), SILENT);
        hook("exit 1");
        assertThatThrownBy(() -> engine.destroy(application(), SILENT)).isInstanceOf(PermanentFailure.class);
        assertThat(bare.files()).containsOnlyKeys(FILE);
    }

    @Test
    void aServerInTroubleIsWaitedForAndOneThatWantsCredentialsIsNot() throws Exception {
        server.answerAlways(503);
        assertThatThrownBy(() -> engine.apply(application(), SILENT)).isInstanceOf(TransientFailure.class);
        for (int refusal : List.of(401, 403)) {
            server.answerAlways(refusal);
            assertThatThrownBy(() -> engine.apply(application(), SILENT))
                    .as("answer %d", refusal)
                    .isInstanceOfSatisfying(PermanentFailure.class, failure -> assertThat(failure.remedy())
                            .contains("credential"));
        }
        server.close();
        assertThatThrownBy(() -> engine.apply(application(), SILENT)).isInstanceOf(TransientFailure.class);
        assertThat(bare.commits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/stacks.git",
                "ssh://-oProxyCommand=touch%20pwned/x",
                "git@example.org:stacks.git",
                "ext::sh -c touch% pwned",
                "--upload-pack=touch pwned",
                "-oProxyCommand=x",
                "/srv/stacks.git",
                "git://example.org/stacks.git"
            })
    void onlyTransportsThatStartNoProgramAreUsed(String url) {
        GitopsEngine configured = new GitopsEngine(scratch.toString());
        DesiredComponent desired = Desired.component(Desired.stack("shop"), "application", Bare.target(url), Map.of());
        assertThatThrownBy(() -> configured.apply(desired, SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("schemes [file, https]");
        assertThatThrownBy(() -> configured.plan(desired)).isInstanceOf(PermanentFailure.class);
        assertThatThrownBy(() -> configured.destroy(desired, SILENT)).isInstanceOf(PermanentFailure.class);
        assertThat(scratch).isEmptyDirectory();
    }

    private Progress beforeEachPush(Push push) {
        return doing -> {
            if (doing.equals("push the commit")) {
                try {
                    push.run();
                } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                }
            }
        };
    }

    /** Somebody else's push. */
    private interface Push {
        void run() throws Exception;
    }

    private static boolean isOurs(RevCommit commit) {
        return !commit.getFooterLines("Gatehouse-Stack").isEmpty();
    }

    private void hook(String body) throws IOException {
        Path hook = Files.createDirectories(bare.directory().resolve("hooks")).resolve("pre-receive");
        Files.writeString(hook, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
    }

    private DesiredComponent application() {
        return Desired.component(
                Desired.stack("8d7f8d0e-1c5f-4b7e-9e29-0c8b2f8a1f10", "shop", 1, 1),
                "application",
                Bare.target(server.url("stacks.git")),
                Map.of("values", Map.of("image", "web:1")));
    }
}
