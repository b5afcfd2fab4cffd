package dev.gatehouse.ownership.team;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.messaging.event.OutgoingEvent;
import dev.gatehouse.ownership.team.model.Team;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A team, whole: {@code ownership.team.v1} is compacted and keeps one record per name. */
public record TeamRegistered(String name, String title, Contact contact, String registeredBy, Instant registeredAt) {

    public static final String TOPIC = "ownership.team.v1";
    public static final String TYPE = "dev.gatehouse.ownership.TeamRegistered.v1";

    /** Ways to reach the team; those it does not have are left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Contact(@Nullable String email, @Nullable String chat) {}

    /** The fact to tell about the team as it stands now. */
    static OutgoingEvent of(Team team) {
        var contact = new Contact(team.contact().email(), team.contact().chat());
        return OutgoingEvent.of(
                TOPIC,
                TYPE,
                team.name(),
                new TeamRegistered(team.name(), team.title(), contact, team.registeredBy(), team.registeredAt()));
    }
}
