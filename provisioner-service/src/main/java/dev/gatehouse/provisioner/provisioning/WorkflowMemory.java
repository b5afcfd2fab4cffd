package dev.gatehouse.provisioner.provisioning;

/** What tells whether Temporal keeps what it is told. The in-memory server forgets everything when it restarts. */
public interface WorkflowMemory {

    /**
     * Whether Temporal still has what it had when it was asked last, by whichever replica. False once after it lost that, for
     * one of those who ask, and the first time of all. True also where it does not answer: what it lost is seen when it
     * does again.
     */
    boolean kept();
}
