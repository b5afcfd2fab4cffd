package dev.gatehouse.provisioner.secret.http;

import dev.gatehouse.provisioner.identity.Caller;
import dev.gatehouse.provisioner.problem.Problem;
import dev.gatehouse.provisioner.secret.SecretReadings;
import dev.gatehouse.provisioner.secret.model.SealedSecret;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;

/** Secrets, for members of the owning team only: being a platform engineer gives no right to a team's credentials. */
@Path("/api/v1/secrets")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class SecretResource {
    private static final Logger LOG = Logger.getLogger(SecretResource.class);
    /** Whatever looks otherwise is not looked for: stack, component and role, joined by dots. */
    private static final Pattern REFERENCE = Pattern.compile("[-A-Za-z0-9_.]{1,200}");

    private static final Uni<Optional<SealedSecret>> NOTHING = Uni.createFrom().item(Optional.empty());

    private final SecretReadings readings;
    private final Caller caller;

    SecretResource(SecretReadings readings, Caller caller) {
        this.readings = readings;
        this.caller = caller;
    }

    /** Opens a secret; the reading appears on the stack's timeline. */
    @GET
    @Path("{reference}")
    public Uni<Response> get(@RestPath String reference) {
        Uni<Optional<SealedSecret>> known = REFERENCE.matcher(reference).matches() ? readings.find(reference) : NOTHING;
        return known.map(found -> found.orElseThrow(SecretResource::unknown))
                .invoke(this::refuseOthers)
                .chain(secret -> readings.read(secret, caller.subject()))
                .map(opened -> Response.ok(SecretView.of(opened))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    private void refuseOthers(SealedSecret secret) {
        String team = secret.owner().team();
        if (!caller.memberOf(team)) {
            LOG.warnf("%s was refused secret %s of team %s", caller.subject(), secret.reference(), team);
            throw Caller.notYourTeam(team);
        }
    }

    private static RuntimeException unknown() {
        return Problem.of(
                        404,
                        "unknown-secret",
                        "There is no such secret",
                        "Take the reference from the outputs of the stack.")
                .exception();
    }
}
