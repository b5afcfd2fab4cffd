package dev.gatehouse.provisioner.provisioning;

/** What tells whether Temporal keeps what it is told. The in-memory server forgets everything when it restarts. */
public interface WorkflowMemory {

    /**
     * Whether Temporal still has what it had when this process asked last. False once after it lost that, and the first
     * time. True also where it does not answer: what it lost is seen when it does again.
     */
    boolean kept();
}
