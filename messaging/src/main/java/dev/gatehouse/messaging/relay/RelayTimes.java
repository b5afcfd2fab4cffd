package dev.gatehouse.messaging.relay;

import java.time.Duration;

/**
 * How patient a relay is.
 *
 * @param poll the safety net behind the wake-up after a commit
 * @param balance how often the relays count each other
 * @param handover how long shards rest after a relay vanished: at least as long as a record can be on its way to the
 *     far end, see {@link Delivery}
 */
record RelayTimes(Duration poll, Duration balance, Duration handover) {
    static final RelayTimes USUAL =
            new RelayTimes(Duration.ofMillis(200), Duration.ofSeconds(1), Delivery.LONGEST_JOURNEY);
}
