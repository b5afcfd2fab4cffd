package dev.gatehouse.local.temporal;

import java.util.Optional;

/** A Temporal server that services reach at {@link #address()}, namespace {@code default}. */
public interface TemporalServer extends AutoCloseable {

    /** Returns when the server answers. */
    void start();

    /** {@code host:port} of the gRPC front end. */
    String address();

    /** Which kind of server this is and whether it forgets, in words for the log and for people. */
    String description();

    /** The process of its own that the server runs in; empty if it has none here. */
    default Optional<Process> process() {
        return Optional.empty();
    }

    @Override
    void close();
}
