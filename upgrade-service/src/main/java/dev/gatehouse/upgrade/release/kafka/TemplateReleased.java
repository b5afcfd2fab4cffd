package dev.gatehouse.upgrade.release.kafka;

import dev.gatehouse.messaging.inbox.Required;
import java.time.Instant;

/** What upgrade-service reads of the fact; the rest it keeps unread. */
record TemplateReleased(
        @Required String name,
        @Required String version,
        @Required String owner,
        @Required String digest,
        @Required Instant releasedAt) {

    static final String TYPE = "dev.gatehouse.request.TemplateReleased.v1";
}
