package dev.gatehouse.provisioner.target.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.provisioner.target.model.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of targets.
 *
 * @param next the cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TargetPage(List<Target> items, @Nullable String next) {

    /** The first {@code limit} of the targets; one more than that shows that there is a next page. */
    static TargetPage of(List<Target> targets, int limit) {
        List<Target> items = targets.subList(0, Math.min(limit, targets.size()));
        return new TargetPage(
                items, targets.size() > limit ? items.get(limit - 1).name() : null);
    }
}
