package dev.gatehouse.e2e;

/** A step at which the provisioner is held, so that it can be killed there. Closing lets whoever is held go on. */
interface Hold extends AutoCloseable {

    /** Returns when somebody has come to the step. */
    void awaitSomebody();

    @Override
    void close();
}
