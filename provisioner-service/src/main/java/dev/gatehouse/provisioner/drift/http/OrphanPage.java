package dev.gatehouse.provisioner.drift.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.provisioner.drift.model.Orphan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of orphans.
 *
 * @param next the cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrphanPage(List<Item> items, @Nullable String next) {

    /** Something on a target that belongs to no stack. */
    record Item(
            String target, String kind, String type, String id, String stackId, Instant firstSeen, Instant lastSeen) {

        static Item of(Orphan orphan) {
            return new Item(
                    orphan.target(),
                    orphan.kind(),
                    orphan.type(),
                    orphan.id(),
                    orphan.stackId(),
                    orphan.firstSeen(),
                    orphan.lastSeen());
        }
    }

    /** The first {@code limit}; one more than that shows that there is a next page. */
    static OrphanPage of(List<Orphan> found, int limit) {
        List<Orphan> page = found.subList(0, Math.min(limit, found.size()));
        return new OrphanPage(
                page.stream().map(Item::of).toList(),
                found.size() > limit ? Long.toString(page.get(limit - 1).number()) : null);
    }
}
