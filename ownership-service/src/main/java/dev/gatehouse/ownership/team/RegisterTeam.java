package dev.gatehouse.ownership.team;

import dev.gatehouse.ownership.team.model.Contact;
import java.util.OptionalLong;

/**
 * Registers a team or changes what is known of it.
 *
 * @param expectedRevision the revision that the caller has seen (0: none yet); empty if any will do
 * @param by the subject that asks
 */
public record RegisterTeam(String name, String title, Contact contact, OptionalLong expectedRevision, String by) {}
