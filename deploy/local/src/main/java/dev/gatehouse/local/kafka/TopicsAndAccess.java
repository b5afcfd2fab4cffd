package dev.gatehouse.local.kafka;

import dev.gatehouse.local.Patience;
import dev.gatehouse.local.kafka.EventTopics.Action;
import dev.gatehouse.local.kafka.EventTopics.Right;
import dev.gatehouse.local.kafka.EventTopics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Brings a broker's topics and access rules to what the contract says; what is there already stays. Each topic has its
 * dead letters, {@code <topic>.dlq}, kept for ever. Rules: a sender may write its topic; a receiver may read its topic, write
 * the topic's dead letters, and use consumer groups that begin with its own name.
 */
public final class TopicsAndAccess {

    private static final Map<String, String> KEPT_FOR_EVER = Map.of("cleanup.policy", "delete", "retention.ms", "-1");

    private static final Duration HEEDED_WITHIN = Duration.ofSeconds(30);

    private final Admin admin;

    public TopicsAndAccess(Admin admin) {
        this.admin = admin;
    }

    public void ensure(EventTopics contract) {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : contract.topics()) {
            wanted.add(new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.settings()));
            wanted.add(new NewTopic(deadLetters(topic.name()), 1, (short) 1).configs(KEPT_FOR_EVER));
        }
        List<AclBinding> rules = new ArrayList<>();
        contract.rights().forEach(right -> rules.addAll(rules(right)));
        try {
            Set<String> known = admin.listTopics().names().get();
            wanted.removeIf(topic -> known.contains(topic.name()));
            admin.createTopics(wanted).all().get();
            admin.createAcls(rules).all().get();
            awaitRules(rules);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka's topics and access rules cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while making topics", e);
        }
    }

    /** The controller confirms rules before the broker heeds them: until then a client would be refused what is its right. */
    private void awaitRules(List<AclBinding> rules) {
        boolean heeded = Patience.until(() -> new HashSet<>(described()).containsAll(rules), HEEDED_WITHIN);
        if (!heeded) {
            throw new IllegalStateException("Kafka does not heed its access rules within " + HEEDED_WITHIN.toSeconds()
                    + " s; look at the broker's log");
        }
    }

    private Collection<AclBinding> described() {
        return admin.describeAcls(AclBindingFilter.ANY)
                .values()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    static List<AclBinding> rules(Right right) {
        String principal = right.principal();
        if (right.action() == Action.SEND) {
            return List.of(
                    topic(principal, right.topic(), AclOperation.WRITE),
                    topic(principal, right.topic(), AclOperation.DESCRIBE));
        }
        return List.of(
                topic(principal, right.topic(), AclOperation.READ),
                topic(principal, right.topic(), AclOperation.DESCRIBE),
                topic(principal, deadLetters(right.topic()), AclOperation.WRITE),
                topic(principal, deadLetters(right.topic()), AclOperation.DESCRIBE),
                rule(ResourceType.GROUP, PatternType.PREFIXED, principal, principal, AclOperation.READ));
    }

    private static String deadLetters(String topic) {
        return topic + ".dlq";
    }

    private static AclBinding topic(String principal, String topic, AclOperation operation) {
        return rule(ResourceType.TOPIC, PatternType.LITERAL, principal, topic, operation);
    }

    private static AclBinding rule(
            ResourceType type, PatternType pattern, String principal, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }
}
