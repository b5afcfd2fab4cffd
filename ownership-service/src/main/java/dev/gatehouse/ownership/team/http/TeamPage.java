package dev.gatehouse.ownership.team.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.ownership.team.model.Team;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of teams.
 *
 * @param next the cursor of the next page; absent on the last one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TeamPage(List<TeamView> items, @Nullable String next) {

    /** The page of the first {@code limit} of {@code teams}; one more than that shows that there is a next page. */
    static TeamPage of(List<Team> teams, int limit) {
        List<Team> page = teams.subList(0, Math.min(limit, teams.size()));
        String next = teams.size() > limit ? page.get(limit - 1).name() : null;
        return new TeamPage(page.stream().map(TeamView::of).toList(), next);
    }
}
