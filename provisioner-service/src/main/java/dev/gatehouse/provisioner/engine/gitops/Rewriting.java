package dev.gatehouse.provisioner.engine.gitops;

import org.jspecify.annotations.Nullable;

/** What becomes of a component's file. */
interface Rewriting {

    /**
     * Says what the file shall be, on top of what it is at a branch's newest commit; null if it shall not be there.
     *
     * @param current what it is; null if it is not there
     * @throws dev.gatehouse.provisioner.engine.PermanentFailure if the component may not write there
     */
    byte @Nullable [] content(byte @Nullable [] current, ScratchClone clone) throws Exception;
}
