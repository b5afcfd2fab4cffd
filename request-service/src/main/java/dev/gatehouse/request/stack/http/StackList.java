package dev.gatehouse.request.stack.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.request.stack.model.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of stacks.
 *
 * @param next the cursor of the next page; absent on the last
 */
public record StackList(
        List<StackView> items,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String next) {

    /** @param found one more than the limit where there is a next page */
    static StackList of(List<Stack> found, int limit) {
        List<Stack> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? Cursor.after(page.get(page.size() - 1)) : null;
        return new StackList(page.stream().map(StackView::of).toList(), next);
    }
}
