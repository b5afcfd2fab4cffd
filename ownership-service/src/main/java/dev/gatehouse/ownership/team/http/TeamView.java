package dev.gatehouse.ownership.team.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.ownership.team.model.Team;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A team as it is shown. */
record TeamView(String name, String title, ContactView contact, String registeredBy, Instant registeredAt) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ContactView(@Nullable String email, @Nullable String chat) {}

    static TeamView of(Team team) {
        var contact = new ContactView(team.contact().email(), team.contact().chat());
        return new TeamView(team.name(), team.title(), contact, team.registeredBy(), team.registeredAt());
    }
}
