package dev.gatehouse.provisioner.progress.http;

import dev.gatehouse.provisioner.identity.Caller;
import dev.gatehouse.provisioner.progress.StackProgress;
import dev.gatehouse.provisioner.provisioning.http.StackPath;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** How far a stack's latest operation is: for its team and for platform engineers. */
@Path("/api/v1/provisioning")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class ProgressResource {
    private final StackProgress progress;
    private final Caller caller;

    ProgressResource(StackProgress progress, Caller caller) {
        this.progress = progress;
        this.caller = caller;
    }

    @GET
    @Path("stacks/{id}/progress")
    public Uni<ProgressView> get(@RestPath String id) {
        return StackPath.find(id, progress::find)
                .invoke(found -> caller.mustSee(found.operation().order().team()))
                .map(ProgressView::of);
    }
}
