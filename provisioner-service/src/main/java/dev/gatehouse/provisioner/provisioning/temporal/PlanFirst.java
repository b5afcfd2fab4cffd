package dev.gatehouse.provisioner.provisioning.temporal;

import io.temporal.workflow.Workflow;

/** Whether a workflow plans before it makes anything. Workflow code: what it decides stands in histories. */
final class PlanFirst {
    private static final String VERSION = "plan before anything is made";

    private PlanFirst() {}

    /** An earlier run has planned; a history that began before there was this class goes on without a plan. */
    static boolean isDue() {
        return !Run.isContinued() && Workflow.getVersion(VERSION, Workflow.DEFAULT_VERSION, 1) == 1;
    }
}
