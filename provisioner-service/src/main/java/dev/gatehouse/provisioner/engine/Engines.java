package dev.gatehouse.provisioner.engine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Optional;

/** The engines that this service runs, by component kind. */
@ApplicationScoped
public class Engines {
    private final Instance<Engine> engines;

    public Engines(@Any Instance<Engine> engines) {
        this.engines = engines;
    }

    /** Those that work on targets of a kind. */
    public List<Engine> workingOn(String targetKind) {
        return engines.stream()
                .filter(engine -> engine.targetKind().filter(targetKind::equals).isPresent())
                .toList();
    }

    public Optional<Engine> find(String kind) {
        return engines.stream().filter(engine -> engine.kind().equals(kind)).findFirst();
    }

    /**
     * The engine of a kind.
     *
     * @throws PermanentFailure if no engine serves the kind
     */
    public Engine require(String kind) {
        return find(kind)
                .orElseThrow(() -> new PermanentFailure(
                        "no engine serves components of kind " + kind,
                        "Use one of the kinds "
                                + engines.stream().map(Engine::kind).sorted().toList() + " in the template."));
    }
}
