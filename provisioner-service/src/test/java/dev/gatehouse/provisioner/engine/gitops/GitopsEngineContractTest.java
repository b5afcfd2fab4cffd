package dev.gatehouse.provisioner.engine.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.ComponentPlan.Change;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineContract;
import dev.gatehouse.provisioner.engine.ObservedComponent.State;
import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.StackIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitopsEngineContractTest extends EngineContract.WithResources {
    private static final String BY_HAND =
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: shop\n%sspec:\n  project: default\n";

    @TempDir
    Path directory;

    private Path scratch;
    private GitopsEngine engine;
    private Bare bare;

    @BeforeEach
    void createRepository() throws Exception {
        scratch = Files.createDirectory(directory.resolve("scratch"));
        engine = new GitopsEngine(scratch.toString());
        bare = new Bare(directory.resolve("stacks.git"));
    }

    @AfterEach
    void closeRepository() {
        bare.close();
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected DesiredComponent desired(StackIdentity stack) {
        return component(stack, "web:1");
    }

    @Override
    protected DesiredComponent changed(StackIdentity stack) {
        return component(stack, "web:2");
    }

    @Override
    protected Map<String, String> world(DesiredComponent component) throws Exception {
        return bare.files().entrySet().stream()
                .collect(Collectors.toMap(file -> "file " + file.getKey(), Map.Entry::getValue));
    }

    @Override
    protected void takeAway(DesiredComponent component) throws Exception {
        bare.remove(scratch, StackPath.of(component).path());
    }

    /** Argo CD would remove what the one deployed, and deploy the other. */
    @Test
    void aFileThatIsAnotherObjectSinceThePlanIsNotReplaced() throws Exception {
        StackIdentity first = Desired.stack("renamed");
        engine.apply(desired(first), SILENT);
        DesiredComponent changed = changed(next(first));
        ComponentPlan plan = engine.plan(changed);
        String path = StackPath.of(changed).path();
        String file = bare.files().get(path);
        bare.write(scratch, path, file.replace("name: checkout-renamed-application", "name: other"));
        Map<String, String> before = world(changed);

        assertThat(engine.plan(changed).resources())
                .extracting(PlannedResource::change)
                .containsExactly(Change.REPLACED);
        assertThatThrownBy(() -> engine.apply(changed, plan, SILENT))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("was to be changed, and would now be replaced");
        assertThat(world(changed)).isEqualTo(before);
    }

    /** Between the look at the file and the push of the new one. */
    @Test
    void aFileThatIsGoneInTheMidstOfAnApplyIsNotMadeAnew() throws Exception {
        StackIdentity first = Desired.stack("raced");
        engine.apply(desired(first), SILENT);
        DesiredComponent changed = changed(next(first));
        ComponentPlan plan = engine.plan(changed);
        Progress racing = doing -> {
            if (doing.equals("push the commit")) {
                removeUnlessGone(changed);
            }
        };

        assertThatThrownBy(() -> engine.apply(changed, plan, racing))
                .isInstanceOf(PermanentFailure.class)
                .hasMessageContaining("would now be created");
        assertThat(bare.files()).doesNotContainKey(StackPath.of(changed).path());
    }

    /** Git would remove it for the directory; a link or a submodule is lost as easily as the file that stands for them here. */
    @ParameterizedTest
    @ValueSource(strings = {"stacks", "stacks/checkout", "stacks/checkout/blocked"})
    void whatLiesWhereADirectoryIsNeededIsSomebodyElses(String path) throws Exception {
        bare.write(scratch, path, "somebody else's");
        DesiredComponent desired = desired(Desired.stack("blocked"));

        for (Runnable run : List.<Runnable>of(
                () -> engine.plan(desired),
                () -> engine.apply(desired, SILENT),
                () -> engine.adopt(desired, SILENT),
                () -> engine.destroy(desired, SILENT))) {
            assertThatThrownBy(run::run)
                    .isInstanceOf(PermanentFailure.class)
                    .hasMessageContaining("does not belong to this stack");
        }

        assertThat(engine.observe(desired).state()).isEqualTo(State.FOREIGN);
        assertThat(bare.files()).containsOnly(entry(path, "somebody else's"));
    }

    /** As where a repair makes it again: what was there before the adoption is not forgotten over that. */
    @Test
    void anAdoptedFileThatSomebodyRemovedAndThatIsMadeAgainIsStillGivenBack() throws Exception {
        StackIdentity first = Desired.stack("remade");
        DesiredComponent adopted = makeAdoptable(first);
        Map<String, String> before = world(adopted);
        engine.adopt(adopted, SILENT);
        takeAway(adopted);
        DesiredComponent again = desired(next(first));

        engine.apply(again, SILENT);

        assertThat(engine.observe(again).asDesired()).isTrue();
        engine.destroy(again, SILENT);
        assertThat(world(adopted)).isEqualTo(before);
    }

    private void removeUnlessGone(DesiredComponent component) {
        try {
            if (bare.files().containsKey(StackPath.of(component).path())) {
                takeAway(component);
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    protected void makeForeign(DesiredComponent component) throws Exception {
        bare.write(scratch, StackPath.of(component).path(), BY_HAND.formatted(""));
    }

    @Override
    protected DesiredComponent makeAdoptable(StackIdentity stack) throws Exception {
        DesiredComponent component = desired(stack);
        agree(component, stack.team());
        return component;
    }

    @Override
    protected void agree(DesiredComponent component, String team) throws Exception {
        String agreed = BY_HAND.formatted("  annotations:\n    gatehouse.dev/adoptable-by: " + team + "\n");
        bare.write(scratch, StackPath.of(component).path(), agreed);
    }

    @Override
    protected void withdraw(DesiredComponent component) throws Exception {
        makeForeign(component);
    }

    @Override
    protected DesiredComponent rival(DesiredComponent component) {
        return desired(Desired.stack(component.stack().name()));
    }

    private DesiredComponent component(StackIdentity stack, String image) {
        return Desired.component(stack, "application", bare.target(), Map.of("values", Map.of("image", image)));
    }
}
