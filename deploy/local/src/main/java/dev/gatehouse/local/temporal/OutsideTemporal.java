package dev.gatehouse.local.temporal;

import java.time.Duration;

/** A server that somebody else runs; here it is only looked for. */
final class OutsideTemporal implements TemporalServer {

    private final String address;

    OutsideTemporal(String address) {
        this.address = address;
    }

    @Override
    public void start() {
        Answer.await(address, Duration.ofSeconds(10));
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public String description() {
        return "server at " + address + " (TEMPORAL_ADDRESS)";
    }

    @Override
    public void close() {
        // not ours to stop
    }
}
