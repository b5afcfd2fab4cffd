package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.EarlierRuns;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow, which is continued as new before its history becomes long. Workflow code: what it decides stands
 * in histories.
 */
final class Run {
    /** How many events a history has at most while nothing has failed: far fewer than Temporal bears. */
    static final int MOST_EVENTS = 400;
    /** What a component adds: an activity and a workflow task, each scheduled, started and completed. */
    private static final int EVENTS_OF_A_COMPONENT = 6;

    private static final String CONTINUED = "continue as new early";

    private final Consumer<EarlierRuns> next;
    private final Set<String> made;
    private final Set<String> restored;
    private boolean further;
    private boolean last;

    /**
     * @param earlier null in the first run
     * @param next continues as new with what was done until then, and does not return
     */
    Run(@Nullable EarlierRuns earlier, Consumer<EarlierRuns> next) {
        EarlierRuns known = Objects.requireNonNullElse(earlier, EarlierRuns.NONE);
        this.next = next;
        this.made = new LinkedHashSet<>(known.made());
        this.restored = new LinkedHashSet<>(known.restored());
    }

    /** The components that this run or an earlier one has made, or begun to. Grows. */
    Set<String> made() {
        return made;
    }

    /** The components that this run or an earlier one has made again as before. Grows. */
    Set<String> restored() {
        return restored;
    }

    /** Whether another run came before this one, and may have touched something. */
    static boolean isContinued() {
        return Workflow.getInfo().getContinuedExecutionRunId().isPresent();
    }

    /** A component was begun: this run has come further than the one before. */
    void begun() {
        further = true;
    }

    /** What only this run knows must be told by it: it goes on to the end, however long its history becomes. */
    void goOnToTheEnd() {
        last = true;
    }

    /** Whether nothing more may begin in this run beside so many components that are under way. */
    boolean isFull(int underWay) {
        return further && !last && isLong(underWay) && mayContinue();
    }

    private static boolean isLong(int underWay) {
        WorkflowInfo info = Workflow.getInfo();
        return info.getHistoryLength() + (long) EVENTS_OF_A_COMPONENT * (underWay + 1) > MOST_EVENTS
                || info.isContinueAsNewSuggested();
    }

    /** A history that became long before there was this class goes on as it began. */
    private static boolean mayContinue() {
        return isContinued() || Workflow.getVersion(CONTINUED, Workflow.DEFAULT_VERSION, 1) == 1;
    }

    /** Ends this run; another one goes on. Does not return. */
    void continueAsNew() {
        next.accept(new EarlierRuns(List.copyOf(made), List.copyOf(restored)));
        throw new IllegalStateException("the run was to end");
    }
}
