package dev.gatehouse.request.timeline.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.request.timeline.model.TimelineEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a timeline.
 *
 * @param next the cursor of the next page; absent on the last
 */
public record TimelinePage(
        List<EntryView> items,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {

    /** @param found one more than the limit where there is a next page */
    static TimelinePage of(List<TimelineEntry> found, int limit) {
        List<TimelineEntry> page = found.subList(0, Math.min(limit, found.size()));
        String next =
                found.size() > limit ? Long.toString(page.get(page.size() - 1).position()) : null;
        return new TimelinePage(page.stream().map(EntryView::of).toList(), next);
    }
}
