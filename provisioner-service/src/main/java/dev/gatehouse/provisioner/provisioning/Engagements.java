package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Which stacks engines are at work on, in whatever replica. An engagement ends when it is closed, and also when its
 * process dies: at once, or within seconds where the whole machine did, and without a clock of ours.
 */
public interface Engagements {

    /**
     * Says that an engine is going to work on the stack. Whoever reads the operation's state after this, and finds it
     * unfinished, may work until the engagement is closed: a later operation waits for that.
     *
     * @throws TransientFailure if it cannot be said now
     */
    Engagement enter(String stackId);

    /**
     * Whether no engine is at work on the stack at this moment. If so, then those that have begun under operations that
     * ended before have ended as well, and none of them can begin any more. Needs the caller's transaction.
     */
    Uni<Boolean> quiet(Mutiny.Session session, String stackId);

    /** An engine's work on a stack. */
    interface Engagement extends AutoCloseable {

        /** The same steps, none of which begins once others may believe that this engine is no longer at work. */
        Progress guard(Progress progress);

        @Override
        void close();
    }
}
