package dev.gatehouse.provisioner.engine.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.MarkedResource;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitopsEngineTest {
    private static final Progress SILENT = doing -> {};
    private static final Map<String, Object> INPUTS =
            Map.of("namespace", "checkout-shop", "values", Map.of("image", "web:1", "replicas", 2L, "text", "007"));

    @TempDir
    Path directory;

    private GitopsEngine engine;
    private Git bare;

    @BeforeEach
    void createRepository() throws Exception {
        engine = new GitopsEngine(
                Files.createDirectory(directory.resolve("scratch")).toString());
        bare = Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(directory.resolve("stacks.git").toFile())
                .call();
    }

    @AfterEach
    void closeRepository() {
        bare.close();
    }

    @Test
    void aComponentBecomesAnApplicationWithItsValues() throws Exception {
        StackIdentity stack = Desired.stack("shop");
        AppliedComponent applied = engine.apply(application(stack), SILENT);
        assertThat(applied.outputs())
                .containsEntry("repository", url())
                .containsEntry("path", "stacks/checkout/shop/application.yaml")
                .containsEntry("commit", head().name());
        JsonNode manifest = new YAMLMapper().readTree(file("stacks/checkout/shop/application.yaml"));
        assertThat(manifest.at("/kind").asText()).isEqualTo("Application");
        assertThat(manifest.at("/metadata/labels/gatehouse.dev~1stack").asText())
                .isEqualTo(stack.id());
        assertThat(manifest.at("/metadata/finalizers")).hasToString("[\"resources-finalizer.argocd.argoproj.io\"]");
        assertThat(manifest.at("/spec/destination/namespace").asText()).isEqualTo("checkout-shop");
        assertThat(manifest.at("/spec/source/repoURL").asText()).isEqualTo(url());
        JsonNode values = manifest.at("/spec/source/helm/valuesObject");
        assertThat(values.get("replicas").isInt()).isTrue();
        assertThat(values.get("text").isTextual()).isTrue();
        assertThat(values.get("text").asText()).isEqualTo("007");
    }

    @Test
    void theCommitLeadsBackToStackGenerationAndOperation() throws Exception {
        StackIdentity stack = Desired.stack("shop");
        engine.apply(application(stack), SILENT);
        RevCommit commit = head();
        assertThat(commit.getFooterLines("Gatehouse-Stack")).containsExactly(stack.id());
        assertThat(commit.getFooterLines("Gatehouse-Generation")).containsExactly("1");
        assertThat(commit.getFooterLines("Gatehouse-Operation")).containsExactly(stack.operationId());
        assertThat(commit.getParentCount()).isZero();
    }

    @Test
    void applyingAgainFindsTheCommitAlsoBelowLaterOnes() throws Exception {
        StackIdentity stack = Desired.stack("shop");
        AppliedComponent first = engine.apply(application(stack), SILENT);
        assertThat(engine.apply(application(stack), SILENT)).isEqualTo(first);
        engine.apply(application(Desired.stack("other")), SILENT);
        engine.apply(application(Desired.stack("third")), SILENT);

        assertThat(engine.apply(application(stack), SILENT)).isEqualTo(first);
        assertThat(commits()).hasSize(3);
    }

    @Test
    void aLaterGenerationIsANewCommit() {
        StackIdentity first = Desired.stack("shop");
        AppliedComponent earlier = engine.apply(application(first), SILENT);
        AppliedComponent later = engine.apply(application(Desired.stack(first.id(), "shop", 2, 2)), SILENT);
        assertThat(later.outputs().get("commit")).isNotEqualTo(earlier.outputs().get("commit"));
    }

    /** Whoever may push to the repository can write any number there. */
    @Test
    void aGenerationThatSomebodyElseWroteIsADifferenceAndStandsInNobodysWay() throws Exception {
        DesiredComponent shop = application(Desired.stack("shop"));
        engine.apply(shop, SILENT);
        String rendered = file(StackPath.of(shop).path());

        raiseGeneration(shop);
        assertThat(engine.observe(shop).differences())
                .extracting(Difference::field)
                .containsExactly("/metadata/annotations/gatehouse.dev~1generation");
        assertThat(engine.plan(shop).changesNothing()).isFalse();
        engine.apply(shop, SILENT);
        assertThat(file(StackPath.of(shop).path())).isEqualTo(rendered);

        raiseGeneration(shop);
        engine.destroy(shop, SILENT);
        assertThat(engine.observe(shop)).isEqualTo(ObservedComponent.ABSENT);
    }

    /** What it fetched is not the branch any more, and before it fetches again it is told that it has been overtaken. */
    @Test
    void anEarlierGenerationThatComesLateWritesNothing() throws Exception {
        StackIdentity first = Desired.stack("shop");
        DesiredComponent later = application(Desired.stack(first.id(), "shop", 2, 2));
        List<String> steps = new ArrayList<>();
        Progress overtaken = doing -> {
            steps.add(doing);
            if (steps.size() == 2) {
                new GitopsEngine(directory.resolve("scratch").toString()).apply(later, SILENT);
            } else if (steps.size() > 2) {
                throw new PermanentFailure("SUPERSEDED", "Nothing to do.");
            }
        };
        assertThatThrownBy(() -> engine.apply(application(first), overtaken)).hasMessage("SUPERSEDED");
        assertThat(steps).containsExactly("fetch the branch", "push the commit", "fetch the branch");
        assertThat(engine.observe(later).asDesired()).isTrue();
        assertThat(commits()).hasSize(1);
    }

    /** Its name holds the namespace, so another namespace makes another Application, and the former one goes. */
    @Test
    void anApplicationThatIsMovedIsReplaced() {
        StackIdentity stack = Desired.stack("shop");
        engine.apply(application(stack), SILENT);
        DesiredComponent moved = Desired.component(stack, "application", target(), Map.of("namespace", "elsewhere"));
        assertThat(engine.plan(moved).resources()).singleElement().satisfies(planned -> {
            assertThat(planned.change()).isEqualTo(Change.REPLACED);
            assertThat(planned.differences()).extracting(Difference::field).contains("/metadata/name");
        });
        engine.apply(moved, SILENT);
        assertThat(engine.plan(moved).changesNothing()).isTrue();
    }

    @Test
    void aFileFromBeforeThereWereFinalizersIsNoDriftAndGetsOneAtTheNextApply() throws Exception {
        DesiredComponent shop = application(Desired.stack("shop"));
        engine.apply(shop, SILENT);
        replace(shop, "  finalizers:\n  - resources-finalizer.argocd.argoproj.io\n", "");

        assertThat(engine.observe(shop).asDesired()).isTrue();
        assertThat(engine.plan(shop).resources()).singleElement().satisfies(planned -> assertThat(planned.differences())
                .extracting(Difference::field)
                .containsExactly("/metadata/finalizers"));
        engine.apply(shop, SILENT);
        assertThat(file(StackPath.of(shop).path())).contains("finalizers");
    }

    @Test
    void anotherFinalizerIsDrift() throws Exception {
        DesiredComponent shop = application(Desired.stack("shop"));
        engine.apply(shop, SILENT);
        replace(shop, "resources-finalizer", "another-finalizer");
        assertThat(engine.observe(shop).differences())
                .extracting(Difference::field)
                .containsExactly("/metadata/finalizers");
    }

    /** Whoever may push could else take the service's memory; that it carries our label does not count. */
    @Test
    void whatIsLargerThanAnyManifestIsNotReadAndIsForeign() throws Exception {
        DesiredComponent shop = application(Desired.stack("shop"));
        engine.apply(shop, SILENT);
        replace(shop, "kind:", "#" + "x".repeat(ScratchClone.LARGEST) + "\nkind:");

        assertThat(engine.observe(shop)).isEqualTo(ObservedComponent.FOREIGN);
        for (Runnable run : List.<Runnable>of(
                () -> engine.plan(shop),
                () -> engine.apply(shop, SILENT),
                () -> engine.adopt(shop, SILENT),
                () -> engine.destroy(shop, SILENT))) {
            assertThatThrownBy(run::run)
                    .isInstanceOf(PermanentFailure.class)
                    .hasMessageContaining("does not belong to this stack");
        }
        assertThat(commits()).hasSize(2);
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() {
        Map<String, Object> values = Map.of("text", "x".repeat(ScratchClone.LARGEST));
        DesiredComponent large =
                Desired.component(Desired.stack("shop"), "application", target(), Map.of("values", values));
        assertThatThrownBy(() -> engine.apply(large, SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("bytes");
    }

    private void raiseGeneration(DesiredComponent component) throws Exception {
        replace(component, "generation: \"1\"", "generation: \"999\"");
    }

    private void replace(DesiredComponent component, String former, String text) throws Exception {
        StackPath path = StackPath.of(component);
        assertThat(file(path.path())).contains(former);
        String changed = file(path.path()).replace(former, text);
        RemoteRepository remote = RemoteRepository.of(target(), Set.of("file"));
        try (ScratchClone clone = ScratchClone.of(remote, directory.resolve("scratch"))) {
            ObjectId commit = clone.commit(path, changed.getBytes(StandardCharsets.UTF_8), "Changed by hand");
            assertThat(clone.push(commit).taken()).isTrue();
        }
    }

    @Test
    void aForeignFileIsNeverTakenOver() throws Exception {
        engine.apply(application(Desired.stack("shop")), SILENT);
        DesiredComponent other = application(Desired.stack("shop"));
        assertThatThrownBy(() -> engine.apply(other, SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("does not belong to this stack");
        assertThatThrownBy(() -> engine.destroy(other, SILENT)).isInstanceOf(PermanentFailure.class);
        assertThat(engine.observe(other)).isEqualTo(ObservedComponent.FOREIGN);
        assertThat(commits()).hasSize(1);
    }

    @Test
    void writersAtTheSameTimeLoseNothing() throws Exception {
        List<DesiredComponent> wanted = IntStream.range(0, 6)
                .mapToObj(i -> application(Desired.stack("stack-" + i)))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<AppliedComponent>> runs = new ArrayList<>();
            for (DesiredComponent each : wanted) {
                // An engine of its own stands for another replica: the two share no lock.
                Callable<AppliedComponent> run =
                        () -> new GitopsEngine(directory.resolve("scratch").toString()).apply(each, SILENT);
                runs.add(threads.submit(run));
            }
            for (Future<AppliedComponent> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(commits()).hasSize(6);
        for (DesiredComponent each : wanted) {
            assertThat(engine.observe(each).asDesired()).isTrue();
        }
    }

    @Test
    void whatSomebodyChangedIsSeen() throws Exception {
        StackIdentity stack = Desired.stack("shop");
        assertThat(engine.observe(application(stack))).isEqualTo(ObservedComponent.ABSENT);
        engine.apply(application(stack), SILENT);
        assertThat(engine.observe(application(stack)).asDesired()).isTrue();
        DesiredComponent changed =
                Desired.component(stack, "application", target(), Map.of("values", Map.of("image", "web:2")));
        String writer = "Gatehouse <gatehouse@localhost>";
        assertThat(engine.observe(changed).differences())
                .containsExactlyInAnyOrder(
                        new Difference("/spec/source/helm/valuesObject/image", "web:2", "web:1", writer),
                        new Difference("/spec/source/helm/valuesObject/replicas", "absent", "2", writer),
                        new Difference("/spec/source/helm/valuesObject/text", "absent", "007", writer));
    }

    @Test
    void thatAnEarlierGenerationWroteTheFileIsNoDifferenceButThatALaterOneDidIs() {
        StackIdentity stack = Desired.stack("shop");
        engine.apply(application(stack), SILENT);
        assertThat(engine.observe(application(stack).ofGeneration(3)).asDesired())
                .isTrue();
        engine.apply(application(stack).ofGeneration(3), SILENT);
        assertThat(engine.observe(application(stack).ofGeneration(2)).differences())
                .extracting(Difference::field)
                .containsExactly("/metadata/annotations/gatehouse.dev~1generation");
    }

    @Test
    void whoWroteTheFileIsNotGuessedWhereThatWasTooLongAgo() throws Exception {
        StackIdentity stack = Desired.stack("shop");
        engine.apply(application(stack), SILENT);
        try (Git clone = Git.cloneRepository()
                .setURI(url())
                .setDirectory(directory.resolve("other").toFile())
                .call()) {
            for (int i = 0; i < 250; i++) {
                clone.commit()
                        .setMessage("Something else")
                        .setAuthor("Eve", "eve@example.org")
                        .setSign(false)
                        .call();
            }
            clone.push().call();
        }
        DesiredComponent changed =
                Desired.component(stack, "application", target(), Map.of("values", Map.of("image", "web:2")));
        assertThat(engine.observe(changed).differences()).isNotEmpty().allMatch(one -> one.writer() == null);
    }

    @Test
    void theInventoryNamesEveryFileThatCarriesALabelAndNoOther() throws Exception {
        assertThat(engine.inventory(target())).isEmpty();
        StackIdentity stack = Desired.stack("shop");
        engine.apply(application(stack), SILENT);
        try (Git clone = Git.cloneRepository()
                .setURI(url())
                .setDirectory(directory.resolve("other").toFile())
                .call()) {
            Files.writeString(directory.resolve("other/stacks/notes.yaml"), "kind: Notes\n");
            clone.add().addFilepattern("stacks/notes.yaml").call();
            clone.commit().setMessage("Notes").setSign(false).call();
            clone.push().call();
        }
        assertThat(engine.inventory(target()))
                .containsExactly(
                        new MarkedResource(new Resource("file", "stacks/checkout/shop/application.yaml"), stack.id()));
    }

    @Test
    void whatIsNotThereIsSeenAlsoWhereTheInputsAreWrong() {
        DesiredComponent wrong =
                Desired.component(Desired.stack("shop"), "application", target(), Map.of("values", "none"));
        engine.destroy(wrong, SILENT);
        assertThat(engine.observe(wrong)).isEqualTo(ObservedComponent.ABSENT);
    }

    @Test
    void destroyingTwiceRemovesTheFileOnce() throws Exception {
        StackIdentity stack = Desired.stack("shop");
        engine.apply(application(stack), SILENT);
        engine.destroy(application(stack), SILENT);
        engine.destroy(application(stack), SILENT);
        assertThat(engine.observe(application(stack))).isEqualTo(ObservedComponent.ABSENT);
        assertThat(commits()).hasSize(2);
    }

    @Test
    void theLockOfAKilledProcessIsNotInTheWayForEver() throws Exception {
        engine.apply(application(Desired.stack("first")), SILENT);
        Path lock = directory.resolve("stacks.git/refs/heads/main.lock");
        Files.createFile(lock);
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
        engine.apply(application(Desired.stack("second")), SILENT);
        assertThat(commits()).hasSize(2);
        assertThat(lock).doesNotExist();
    }

    @Test
    void aMissingRepositoryIsSaidAtOnce() {
        EngineTarget missing = new EngineTarget(
                "gone", Map.of("url", directory.resolve("gone.git").toUri().toString()), Optional.empty());
        DesiredComponent desired = Desired.component(Desired.stack("shop"), "application", missing, INPUTS);
        assertThatThrownBy(() -> engine.apply(desired, SILENT)).isInstanceOf(PermanentFailure.class);
    }

    @Test
    void noScratchCloneIsLeftBehind() {
        engine.apply(application(Desired.stack("shop")), SILENT);
        assertThat(directory.resolve("scratch")).isEmptyDirectory();
    }

    private DesiredComponent application(StackIdentity stack) {
        return Desired.component(stack, "application", target(), INPUTS);
    }

    private EngineTarget target() {
        return new EngineTarget("local-git", Map.of("url", url(), "branch", "main"), Optional.empty());
    }

    private String url() {
        return "file://" + directory.resolve("stacks.git");
    }

    private RevCommit head() throws IOException {
        try (RevWalk walk = new RevWalk(bare.getRepository())) {
            RevCommit commit = walk.parseCommit(bare.getRepository().resolve("refs/heads/main"));
            walk.parseBody(commit);
            return commit;
        }
    }

    private List<RevCommit> commits() throws Exception {
        ObjectId head = bare.getRepository().resolve("refs/heads/main");
        return StreamSupport.stream(bare.log().add(head).call().spliterator(), false)
                .toList();
    }

    private String file(String path) throws IOException {
        Repository repository = bare.getRepository();
        try (TreeWalk walk = TreeWalk.forPath(repository, path, head().getTree())) {
            return new String(repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8);
        }
    }
}
