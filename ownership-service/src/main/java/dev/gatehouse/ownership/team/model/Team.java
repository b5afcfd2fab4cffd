package dev.gatehouse.ownership.team.model;

import java.time.Instant;

/**
 * A team as it is registered.
 *
 * @param name as in the {@code groups} claim; never changes
 * @param title for people
 * @param revision 1 at first, rises by one with each change
 * @param registeredBy who made the latest change
 * @param registeredAt when the latest change was made
 */
public record Team(
        String name, String title, Contact contact, long revision, String registeredBy, Instant registeredAt) {

    /** Whether a registration would say what is known already. */
    public boolean says(String title, Contact contact) {
        return this.title.equals(title) && this.contact.equals(contact);
    }

    /** The next revision of this team. */
    public Team changed(String title, Contact contact, String by, Instant at) {
        return new Team(name, title, contact, revision + 1, by, at);
    }
}
