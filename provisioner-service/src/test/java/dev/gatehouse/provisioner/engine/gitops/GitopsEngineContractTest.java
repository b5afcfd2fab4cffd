package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.Desired;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineContract;
import dev.gatehouse.provisioner.engine.StackIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

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
