package dev.gatehouse.benchmark.provisioning;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads from the history of a provisioning what a bare workflow must do to be comparable. */
final class History {

    private History() {}

    /** The activities of a closed workflow; those that one workflow task scheduled belong together. */
    static BareWork workOf(WorkflowClient client, String workflowId) {
        Map<Long, Integer> waves = new LinkedHashMap<>();
        for (HistoryEvent event : client.fetchHistory(workflowId).getHistory().getEventsList()) {
            if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED) {
                waves.merge(
                        event.getActivityTaskScheduledEventAttributes().getWorkflowTaskCompletedEventId(),
                        1,
                        Integer::sum);
            } else if (event.getEventType() == EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED) {
                throw new IllegalStateException("A provisioning starts child workflows, the bare one does not");
            }
        }
        List<Integer> work = new ArrayList<>(waves.values());
        return new BareWork(work);
    }
}
