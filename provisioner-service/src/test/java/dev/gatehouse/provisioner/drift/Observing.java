package dev.gatehouse.provisioner.drift;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.provisioner.drift.Observations.Outcome;
import dev.gatehouse.provisioner.drift.WatchRecords.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Has the components of one stack looked at now, however long it would be until they are due. */
final class Observing {
    private final Parts parts;
    private final Watches watches;
    private final Observations observations;

    Observing(Parts parts, Watches watches, Observations observations) {
        this.parts = parts;
        this.watches = watches;
        this.observations = observations;
    }

    /** Looks at all of the stack's components that are watched; how that ended by component. */
    Map<String, Outcome> look(String stack) throws SQLException {
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (Claim claim : claim(stack)) {
            outcomes.put(claim.component(), observations.observe(claim));
        }
        return outcomes;
    }

    /** Claims all of the stack's components that are watched. */
    List<Claim> claim(String stack) throws SQLException {
        due(stack);
        List<Claim> claims = new ArrayList<>();
        for (String target : watches.dueTargets()) {
            watches.claim(target, 10).stream()
                    .filter(claim -> claim.stackId().equals(stack))
                    .forEach(claims::add);
        }
        return claims;
    }

    /** Makes the stack's components due before all others, and their targets ready for a burst. */
    void due(String stack) throws SQLException {
        watches.enrol();
        update("update drift_target set spent_until = now() where ?::text is not null", stack);
        update("update drift_watch set next_at = now() - interval '1 day' where stack_id = ?", stack);
    }

    void update(String statement, String value) throws SQLException {
        try (Connection connection = parts.connection();
                PreparedStatement update = connection.prepareStatement(statement)) {
            update.setString(1, value);
            update.executeUpdate();
        }
    }
}
