package dev.gatehouse.request.stack.model;

import dev.gatehouse.request.stack.model.Operation.State;

/** Where a stack stands. A pure function of its latest operation and of what was told since; stored nowhere. */
public enum Phase {
    REQUESTED,
    AWAITING_APPROVAL,
    PROVISIONING,
    READY,
    DEGRADED,
    UPGRADING,
    WAITING_FOR_OWNER,
    DELETING,
    DELETED,
    FAILED;

    /**
     * @param latest the stack's latest operation
     * @param provisioning the last provisioning fact of that operation
     * @param upgrade the last upgrade fact of that operation
     * @param everReady whether any operation of the stack ever succeeded in making it
     * @param degraded whether a stack that its operations left whole was seen not to be
     */
    public static Phase of(
            Operation latest, Provisioning provisioning, Upgrade upgrade, boolean everReady, boolean degraded) {
        Phase byOperation = ofOperation(latest, provisioning, upgrade, everReady);
        return byOperation == READY && degraded ? DEGRADED : byOperation;
    }

    private static Phase ofOperation(Operation latest, Provisioning provisioning, Upgrade upgrade, boolean everReady) {
        if (latest.state() == State.AWAITING_APPROVAL) {
            return AWAITING_APPROVAL;
        }
        return switch (latest.kind()) {
            case PROVISION, ADOPT -> ofProvision(provisioning);
            case CHANGE -> ended(latest, PROVISIONING, READY, ofFailed(provisioning, everReady));
            case UPGRADE -> ofUpgrade(latest, provisioning, upgrade);
            case DELETE -> ended(latest, DELETING, DELETED, ofFailed(provisioning, everReady));
        };
    }

    private static Phase ofProvision(Provisioning provisioning) {
        return switch (provisioning) {
            case NONE -> REQUESTED;
            case STARTED -> PROVISIONING;
            case DONE -> READY;
            case FAILED, RESTORED -> FAILED;
        };
    }

    /** A stack that never was ready is not ready again, and not degraded either. */
    private static Phase ofFailed(Provisioning provisioning, boolean everReady) {
        if (!everReady) {
            return FAILED;
        }
        return provisioning == Provisioning.RESTORED ? READY : DEGRADED;
    }

    /** A compensated upgrade leaves the stack as whole as it was, whichever of the two services says so. */
    private static Phase ofUpgrade(Operation latest, Provisioning provisioning, Upgrade upgrade) {
        boolean restored = upgrade == Upgrade.RESTORED || provisioning == Provisioning.RESTORED;
        Phase failed = restored ? READY : DEGRADED;
        return ended(latest, upgrade == Upgrade.WAITING_FOR_OWNER ? WAITING_FOR_OWNER : UPGRADING, READY, failed);
    }

    private static Phase ended(Operation latest, Phase running, Phase succeeded, Phase failed) {
        return switch (latest.state()) {
            case SUCCEEDED -> succeeded;
            case FAILED -> failed;
            default -> running;
        };
    }
}
