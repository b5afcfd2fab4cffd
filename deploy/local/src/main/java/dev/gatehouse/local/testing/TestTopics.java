package dev.gatehouse.local.testing;

import dev.gatehouse.local.RepositoryRoot;
import dev.gatehouse.local.kafka.EventTopics;
import dev.gatehouse.local.kafka.EventTopics.Action;
import dev.gatehouse.local.kafka.EventTopics.Right;
import dev.gatehouse.local.kafka.EventTopics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The contract's topics and rights, and a test's own topics beside them. */
final class TestTopics {

    private TestTopics() {}

    /** @param more topics that {@code service} may send to and receive from */
    static EventTopics of(String service, List<String> more) {
        EventTopics contract = EventTopics.read(RepositoryRoot.find().resolve("docs/events/asyncapi.yaml"));
        List<Topic> topics = new ArrayList<>(contract.topics());
        List<Right> rights = new ArrayList<>(contract.rights());
        for (String name : more) {
            topics.add(new Topic(name.strip(), 3, Map.of()));
            rights.add(new Right(service, Action.SEND, name.strip()));
            rights.add(new Right(service, Action.RECEIVE, name.strip()));
        }
        return new EventTopics(topics, rights);
    }
}
