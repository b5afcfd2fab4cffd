package dev.gatehouse.upgrade.release.kafka;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/** What upgrade-service reads of the fact; the rest it keeps unread. */
@JsonIgnoreProperties(ignoreUnknown = true)
record TemplateReleased(String name, String version, String owner, String digest, Instant releasedAt) {

    static final String TYPE = "dev.gatehouse.request.TemplateReleased.v1";

    TemplateReleased {
        requireNonNull(name, "name is missing");
        requireNonNull(version, "version is missing");
        requireNonNull(owner, "owner is missing");
        requireNonNull(digest, "digest is missing");
        requireNonNull(releasedAt, "releasedAt is missing");
    }
}
