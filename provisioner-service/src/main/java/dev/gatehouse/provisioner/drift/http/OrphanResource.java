package dev.gatehouse.provisioner.drift.http;

import dev.gatehouse.provisioner.drift.Orphans;
import dev.gatehouse.provisioner.identity.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;

/** What belongs to no stack: for platform engineers only, since it belongs to no team either. */
@Path("/api/v1/provisioning/orphans")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Caller.PLATFORM_ENGINEER)
class OrphanResource {
    /** A text, because what is no number would otherwise be answered as a route that does not exist. */
    private static final String LIMIT = "[1-9]|[1-9][0-9]|1[0-9][0-9]|200";

    private final Orphans orphans;

    OrphanResource(Orphans orphans) {
        this.orphans = orphans;
    }

    /** A page in the order of discovery; {@code cursor} is the {@code next} of the page before. */
    @GET
    public Uni<OrphanPage> list(
            @RestQuery
                    @DefaultValue("0")
                    @Pattern(regexp = "[0-9]{1,18}", message = "must be the next of the page before")
                    String cursor,
            @RestQuery @DefaultValue("50") @Pattern(regexp = LIMIT, message = "must be a number from 1 to 200")
                    String limit) {
        int size = Integer.parseInt(limit);
        return orphans.list(Long.parseLong(cursor), size + 1).map(found -> OrphanPage.of(found, size));
    }
}
