package dev.gatehouse.messaging.note.persistence;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** A state change that goes with a fact. */
@Entity
public class Note {
    @Id
    public UUID id;

    public String text;

    protected Note() {}

    public Note(UUID id, String text) {
        this.id = id;
        this.text = text;
    }
}
