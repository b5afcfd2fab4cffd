package dev.gatehouse.provisioner.drift.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.drift.model.Drift;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of open drift.
 *
 * @param next the cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DriftPage(List<Item> items, @Nullable String next) {

    /** One component that is not as it was made. */
    record Item(
            String stackId,
            String component,
            String team,
            String kind,
            String target,
            String policy,
            boolean degrades,
            String state,
            List<Difference> differences,
            Instant detectedAt) {

        static Item of(Drift drift) {
            return new Item(
                    drift.stackId(),
                    drift.component(),
                    drift.team(),
                    drift.kind(),
                    drift.target(),
                    drift.policy().label(),
                    drift.degrades(),
                    drift.seen().state().label(),
                    drift.seen().differences().stream().map(Difference::of).toList(),
                    drift.since());
        }
    }

    /** One field of it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Difference(
            String field,
            String desired,
            String live,
            @Nullable String writer) {

        static Difference of(FieldDifference difference) {
            return new Difference(difference.field(), difference.desired(), difference.live(), difference.writer());
        }
    }

    /** The first {@code limit}; one more than that shows that there is a next page. */
    static DriftPage of(List<Drift> found, int limit) {
        List<Item> items = found.stream().limit(limit).map(Item::of).toList();
        Item last = items.isEmpty() ? null : items.get(items.size() - 1);
        return new DriftPage(
                items, found.size() > limit && last != null ? last.stackId() + "." + last.component() : null);
    }
}
