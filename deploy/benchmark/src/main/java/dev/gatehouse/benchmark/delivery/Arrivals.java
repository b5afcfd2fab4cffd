package dev.gatehouse.benchmark.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A plain consumer that notes when it was handed each record of a topic, from the end of the topic at the time of its
 * making. It belongs to no consumer group, so it waits for no rebalance.
 */
public final class Arrivals implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread thread;
    private final Map<String, Long> nanosByKey = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    public Arrivals(Properties connection, String topic) {
        this.topic = topic;
        consumer = new KafkaConsumer<>(connection, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        // the seek is lazy: asking for the positions makes it happen before the first record is sent
        consumer.assignment().forEach(consumer::position);
        thread = new Thread(this::read, "arrivals-" + topic);
        thread.start();
    }

    private void read() {
        try (consumer) {
            while (!Thread.currentThread().isInterrupted()) {
                var records = consumer.poll(Duration.ofSeconds(1));
                long now = System.nanoTime();
                for (ConsumerRecord<String, byte[]> arrived : records) {
                    nanosByKey.putIfAbsent(arrived.key(), now);
                    bytes.add(arrived.value().length);
                }
            }
        } catch (WakeupException closed) {
            // close() asked for it
        }
    }

    /** Returns when a record with each of the keys has arrived; at most a minute is waited. */
    public void awaitAll(Collection<String> keys) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!nanosByKey.keySet().containsAll(keys)) {
            if (System.nanoTime() > end || !thread.isAlive()) {
                throw new IllegalStateException(
                        "Only " + nanosByKey.size() + " of " + keys.size() + " records arrived on " + topic);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** When the first record with this key was handed over, {@link System#nanoTime()}. */
    public long nanos(String key) {
        return Objects.requireNonNull(nanosByKey.get(key), key);
    }

    /** The mean size of a record's value. */
    public int meanBytes() {
        return (int) (bytes.sum() / Math.max(1, nanosByKey.size()));
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
