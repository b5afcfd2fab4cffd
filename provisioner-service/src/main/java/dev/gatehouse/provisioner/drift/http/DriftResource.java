package dev.gatehouse.provisioner.drift.http;

import dev.gatehouse.provisioner.drift.DriftRecords.Place;
import dev.gatehouse.provisioner.drift.OpenDrift;
import dev.gatehouse.provisioner.identity.Caller;
import dev.gatehouse.provisioner.problem.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;

/** Open drift: members see their teams', platform engineers everybody's. */
@Path("/api/v1/provisioning/drift")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class DriftResource {
    /** A text, because what is no number would otherwise be answered as a route that does not exist. */
    private static final String LIMIT = "[1-9]|[1-9][0-9]|1[0-9][0-9]|200";

    private static final String NAME = "[-A-Za-z0-9]{0,64}";
    private static final java.util.regex.Pattern CURSOR =
            java.util.regex.Pattern.compile("(?<stack>[-A-Za-z0-9]{1,64})\\.(?<component>[-A-Za-z0-9_]{1,64})");

    private final OpenDrift drift;
    private final Caller caller;

    DriftResource(OpenDrift drift, Caller caller) {
        this.drift = drift;
        this.caller = caller;
    }

    /** A page by stack and component; {@code cursor} is the {@code next} of the page before. */
    @GET
    public Uni<DriftPage> list(
            @RestQuery @DefaultValue("") @Pattern(regexp = NAME, message = "is no name of a team") String team,
            @RestQuery @DefaultValue("") @Pattern(regexp = NAME, message = "is no id of a stack") String stack,
            @RestQuery @DefaultValue("") String cursor,
            @RestQuery @DefaultValue("50") @Pattern(regexp = LIMIT, message = "must be a number from 1 to 200")
                    String limit) {
        int size = Integer.parseInt(limit);
        return drift.list(teams(team), some(stack), place(cursor), size + 1).map(found -> DriftPage.of(found, size));
    }

    private Optional<Set<String>> teams(String team) {
        if (team.isEmpty()) {
            return caller.platformEngineer() ? Optional.empty() : Optional.of(caller.teams());
        }
        if (!caller.memberOf(team) && !caller.platformEngineer()) {
            throw Caller.notYourTeam(team);
        }
        return Optional.of(Set.of(team));
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Place place(String cursor) {
        if (cursor.isEmpty()) {
            return Place.START;
        }
        java.util.regex.Matcher parts = CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw Problem.of(400, "invalid-cursor", "The cursor is not valid", "Send the next of the page before.")
                    .exception();
        }
        return new Place(parts.group("stack"), parts.group("component"));
    }
}
