package dev.gatehouse.ownership.team.http;

import dev.gatehouse.ownership.problem.Problem;
import dev.gatehouse.ownership.problem.Problem.FieldError;
import dev.gatehouse.ownership.team.RegisterTeam;
import dev.gatehouse.ownership.team.Registration;
import dev.gatehouse.ownership.team.StaleRevision;
import dev.gatehouse.ownership.team.Teams;
import dev.gatehouse.ownership.team.model.Team;
import dev.gatehouse.ownership.team.model.TeamName;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Teams: everybody signed in reads them, platform engineers change them. */
@Path("/api/v1/teams")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
class TeamResource {
    /** A text, because what is no number would otherwise be answered as a route that does not exist. */
    private static final String LIMIT = "[1-9]|[1-9][0-9]|1[0-9][0-9]|200";

    private final Teams teams;
    private final SecurityIdentity identity;

    TeamResource(Teams teams, SecurityIdentity identity) {
        this.teams = teams;
        this.identity = identity;
    }

    /** Registers or changes a team: 201 if it is new, else 200. {@code If-Match} guards against a lost update. */
    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("platform-engineer")
    public Uni<Response> put(
            @RestPath String name,
            @HeaderParam("If-Match") @Nullable String expected,
            @Valid @NotNull(message = "Send the team's title and contact.") TeamBody body) {
        TeamName.fault(name).ifPresent(fault -> {
            throw Problem.of(400, "invalid-field", "A field is not valid", fault, new FieldError("/name", fault))
                    .exception();
        });
        String by = identity.getPrincipal().getName();
        return teams.register(new RegisterTeam(name, body.title(), body.toContact(), Revision.expected(expected), by))
                .map(registration -> answer(registration));
    }

    @GET
    @Path("{name}")
    public Uni<Response> get(@RestPath String name) {
        Uni<Optional<Team>> known =
                TeamName.fault(name).isPresent() ? Uni.createFrom().item(Optional.empty()) : teams.find(name);
        return known.map(found -> found.orElseThrow(() -> Problem.of(
                                404,
                                "unknown-team",
                                "No such team",
                                "There is no team %s; GET /api/v1/teams lists them.".formatted(name))
                        .exception()))
                .map(team -> show(Response.ok(), team));
    }

    /** A page of teams by name; {@code cursor} is the {@code next} of the page before. */
    @GET
    public Uni<TeamPage> list(
            @RestQuery @DefaultValue("") String cursor,
            @RestQuery @DefaultValue("50") @Pattern(regexp = LIMIT, message = "must be a number from 1 to 200")
                    String limit) {
        if (!cursor.isEmpty() && TeamName.fault(cursor).isPresent()) {
            throw Problem.of(400, "invalid-cursor", "The cursor is not valid", "Send the next of the page before.")
                    .exception();
        }
        int size = Integer.parseInt(limit);
        return teams.after(cursor, size + 1).map(found -> TeamPage.of(found, size));
    }

    @ServerExceptionMapper
    public Response stale(StaleRevision stale) {
        return Problem.of(412, "stale-revision", "The team has changed meanwhile", stale.advice())
                .response();
    }

    private static Response answer(Registration registration) {
        Team team = registration.team();
        return registration.outcome() == Registration.Outcome.REGISTERED
                ? show(Response.created(URI.create("/api/v1/teams/" + team.name())), team)
                : show(Response.ok(), team);
    }

    private static Response show(Response.ResponseBuilder response, Team team) {
        return response.entity(TeamView.of(team))
                .tag(Revision.tag(team.revision()))
                .build();
    }
}
