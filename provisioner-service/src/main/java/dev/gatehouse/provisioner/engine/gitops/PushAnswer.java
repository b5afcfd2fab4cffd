package dev.gatehouse.provisioner.engine.gitops;

import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * What the repository said to a push.
 *
 * @param message in the server's own words; empty if it said nothing
 */
record PushAnswer(RemoteRefUpdate.Status status, String message) {
    static final PushAnswer NONE = new PushAnswer(RemoteRefUpdate.Status.NOT_ATTEMPTED, "");

    static PushAnswer of(RemoteRefUpdate update) {
        String message = update.getMessage();
        return new PushAnswer(update.getStatus(), message == null ? "" : message);
    }

    boolean taken() {
        return status == RemoteRefUpdate.Status.OK;
    }
}
