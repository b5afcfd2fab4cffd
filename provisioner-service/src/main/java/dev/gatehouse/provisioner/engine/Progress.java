package dev.gatehouse.provisioner.engine;

/** Told by an engine before each of its steps. */
@FunctionalInterface
public interface Progress {

    /**
     * Says what comes next, in a few words without values.
     *
     * @throws RuntimeException if the work is no longer wanted; the engine lets it pass
     */
    void step(String doing);
}
