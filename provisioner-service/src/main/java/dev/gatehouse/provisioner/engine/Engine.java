package dev.gatehouse.provisioner.engine;

import java.util.Optional;

/**
 * Makes components of one kind real. Every method may run twice, also at the same time (a worker that was thought dead
 * may still be at work), and must then have the effect of one run. Everything made carries the stack's id; what carries
 * none, or another stack's, is never touched. A method may be interrupted at any point, also by SIGKILL, and the next
 * run must go on from there.
 *
 * <p>Failures: {@link PermanentFailure} where another run would fail likewise, anything else counts as transient.
 */
public interface Engine {

    /** The component kind that it serves, for example {@code postgresql}. */
    String kind();

    /** The kind of target that it works on; empty if it needs none. */
    Optional<String> targetKind();

    /**
     * Makes the component as desired, or finds it so.
     *
     * @return what other components may refer to, and what was made
     */
    AppliedComponent apply(DesiredComponent desired, Progress progress);

    /** Looks without changing anything. */
    ObservedComponent observe(DesiredComponent desired);

    /** Removes what {@link #apply} made for this component, or finds nothing left to remove. */
    void destroy(DesiredComponent desired, Progress progress);
}
