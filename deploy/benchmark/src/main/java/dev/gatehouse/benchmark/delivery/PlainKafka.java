package dev.gatehouse.benchmark.delivery;

import dev.gatehouse.benchmark.load.Latencies;
import dev.gatehouse.benchmark.load.Sample;
import dev.gatehouse.benchmark.load.SteadyRate;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's own way: from a producer's {@code send} to the hands of a plain consumer, acknowledged by all replicas. */
public final class PlainKafka implements AutoCloseable {

    private static final String TOPIC = "benchmark.delivery";
    private static final int PARTITIONS = 12;

    private final Properties connection;
    private final SteadyRate rate;
    private final KafkaProducer<String, byte[]> producer;

    /** @param connection of a principal that may make a topic, write and read it */
    public PlainKafka(Vertx vertx, int perSecond, Properties connection)
            throws ExecutionException, InterruptedException {
        this.connection = connection;
        this.rate = new SteadyRate(vertx, perSecond);
        Properties settings = new Properties();
        settings.putAll(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, Optional.of(PARTITIONS), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** Produces records of that size for {@code time} and waits until each has arrived. */
    public Sample run(Duration time, int recordBytes) {
        byte[] value = new byte[recordBytes];
        Map<String, Long> sent = new ConcurrentHashMap<>();
        try (Arrivals arrivals = new Arrivals(connection, TOPIC)) {
            long start = System.nanoTime();
            rate.run(time, () -> send(UUID.randomUUID().toString(), value, sent));
            arrivals.awaitAll(sent.keySet());
            Histogram latencies = Latencies.empty();
            sent.forEach((key, at) -> Latencies.record(latencies, arrivals.nanos(key) - at));
            return new Sample(Duration.ofNanos(System.nanoTime() - start), latencies);
        }
    }

    private Future<?> send(String key, byte[] value, Map<String, Long> sent) {
        Promise<Void> acknowledged = Promise.promise();
        sent.put(key, System.nanoTime());
        var unused = producer.send(new ProducerRecord<>(TOPIC, key, value), (metadata, failure) -> {
            if (failure == null) {
                acknowledged.complete();
            } else {
                acknowledged.fail(failure);
            }
        });
        return acknowledged.future();
    }

    @Override
    public void close() {
        producer.close();
    }
}
