package dev.gatehouse.ownership.team.persistence;

import dev.gatehouse.ownership.team.model.Contact;
import dev.gatehouse.ownership.team.model.Team;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code team}. */
@Entity
@Table(name = "team")
class TeamRow {
    @Id
    String name;

    String title;

    @Nullable
    String email;

    @Nullable
    String chat;

    long revision;

    @Column(name = "registered_by")
    String registeredBy;

    @Column(name = "registered_at")
    Instant registeredAt;

    static TeamRow of(Team team) {
        var row = new TeamRow();
        row.name = team.name();
        row.title = team.title();
        row.email = team.contact().email();
        row.chat = team.contact().chat();
        row.revision = team.revision();
        row.registeredBy = team.registeredBy();
        row.registeredAt = team.registeredAt();
        return row;
    }

    Team team() {
        return new Team(name, title, new Contact(email, chat), revision, registeredBy, registeredAt);
    }
}
