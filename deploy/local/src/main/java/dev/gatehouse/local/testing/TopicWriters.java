package dev.gatehouse.local.testing;

import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.kafka.EventTopics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Who may tell what a consumer believes: the broker refuses everybody else. */
public final class TopicWriters {
    private static final EventTopics CONTRACT =
            EventTopics.read(RepositoryRoot.find().resolve("docs/events/asyncapi.yaml"));

    private TopicWriters() {}

    /** Everybody that the broker knows and lets write the topic. Whoever is not among them has tried, and was refused. */
    public static List<String> of(Parts parts, String topic) {
        TreeSet<String> known = new TreeSet<>(CONTRACT.principals());
        known.addAll(List.of("stranger", "producer"));
        return known.stream()
                .filter(principal -> mayWrite(parts, principal, topic) || !isRefused(parts, principal, topic))
                .toList();
    }

    /** Asked of the broker, since what is written stays. */
    private static boolean mayWrite(Parts parts, String principal, String topic) {
        try (Admin admin = Admin.create(parts.kafkaProperties(principal))) {
            return Objects.requireNonNull(admin.describeTopics(
                                    List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .authorizedOperations()
                    .contains(AclOperation.WRITE);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicAuthorizationException) {
                return false;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean isRefused(Parts parts, String principal, String topic) {
        Properties properties = parts.kafkaProperties(principal);
        properties.putAll(Map.of("max.block.ms", "10000", "enable.idempotence", "false"));
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "forged", "{}")).get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof TopicAuthorizationException;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
