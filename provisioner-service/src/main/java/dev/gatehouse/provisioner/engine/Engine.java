package dev.gatehouse.provisioner.engine;

import java.util.List;
import java.util.Optional;

/**
 * Makes components of one kind real. Every method may run twice, also at the same time (a worker that was thought dead
 * may still be at work), and must then have the effect of one run. Everything made carries the stack's id; what carries
 * none, or another stack's, is never touched. A method may be interrupted at any point, also by SIGKILL, and the next
 * run must go on from there. The thread of work that nobody wants any more is interrupted; a call that does not heed
 * that is ended through {@link Interruptible}.
 *
 * <p>Failures: {@link PermanentFailure} where another run would fail likewise, anything else counts as transient.
 */
public interface Engine {

    /** The component kind that it serves, for example {@code postgresql}. */
    String kind();

    /** The kind of target that it works on; empty if it needs none. */
    Optional<String> targetKind();

    /**
     * Says what {@link #apply} would do, and does none of it. Where nobody changes anything in between, the next apply
     * does exactly this; it fails where this fails for good.
     *
     * @throws PermanentFailure if an apply would be refused, for example because something foreign is in its place
     */
    ComponentPlan plan(DesiredComponent desired);

    /**
     * Makes the component as desired, or finds it so. Afterwards {@link #plan} changes nothing.
     *
     * @return what other components may refer to, and what was made
     */
    AppliedComponent apply(DesiredComponent desired, Progress progress);

    /**
     * The same where it was planned before. Where it would now do something of another kind to a resource, because
     * somebody changed it in between, it fails for good and does nothing ({@link SamePlan}). An engine that can look and
     * write in one step does so; for the others nobody else may write between the two.
     *
     * @param planned what {@link #plan} said of the same component, with or without its differences
     */
    default AppliedComponent apply(DesiredComponent desired, ComponentPlan planned, Progress progress) {
        SamePlan.check(desired, planned, plan(desired));
        return apply(desired, progress);
    }

    /** Looks without changing anything. What is not there, or somebody else's, is seen also where the inputs are wrong. */
    ObservedComponent observe(DesiredComponent desired);

    /**
     * The same right after an {@link #apply} or {@link #adopt} and as a part of it: it may do what those may to get a look,
     * and leaves all as they left it.
     */
    default ObservedComponent observeMade(DesiredComponent desired) {
        return observe(desired);
    }

    /**
     * Whether an apply would make the component anew without what it held; false where its engine {@link #keepsData() keeps
     * no data}. Looks without changing anything, and no further than this needs.
     */
    default boolean lacksData(DesiredComponent desired) {
        return keepsData() && observe(desired).lacksData();
    }

    /**
     * Takes over what somebody else made before, gives it the stack's id, and makes it as desired. Only where it is asked
     * for, and where whoever it belongs to has agreed that the stack's team does: {@link #apply} never does so. What belongs to another stack is refused like anything else that is foreign.
     * What is this component's already is left to {@link #apply}, so that a second run changes nothing.
     *
     * @throws PermanentFailure if there is nothing to adopt, or it may not be adopted
     */
    AppliedComponent adopt(DesiredComponent desired, Progress progress);

    /**
     * The input that an output only hands on, by name: whoever set the one answers for the other. Empty where the engine or
     * the target decides what the output is.
     */
    default Optional<String> handsOn(String output) {
        return Optional.empty();
    }

    /**
     * Whether a component that is removed and made again lacks what it held before. Then a stack to which that happened is
     * not as it was.
     */
    default boolean keepsData() {
        return false;
    }

    /**
     * Everything on a target that carries Gatehouse's mark, whichever stack it names. Looks without changing anything.
     * Empty where an engine cannot say.
     */
    default List<MarkedResource> inventory(EngineTarget target) {
        return List.of();
    }

    /**
     * Removes what {@link #apply} made for this component, or finds nothing left to remove. What {@link #adopt} took over it
     * gives back: that is there afterwards as it was before, with everything that came into it since; only what the adoption
     * added goes. What of that was given back before, or never taken, is left alone.
     * Afterwards {@link #observe} sees nothing of the component.
     */
    void destroy(DesiredComponent desired, Progress progress);
}
