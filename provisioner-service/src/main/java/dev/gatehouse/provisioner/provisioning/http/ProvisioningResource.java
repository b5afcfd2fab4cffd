package dev.gatehouse.provisioner.provisioning.http;

import dev.gatehouse.provisioner.identity.Caller;
import dev.gatehouse.provisioner.provisioning.StackProvisionings;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** How far a stack is and what it consists of: for its team and for platform engineers. */
@Path("/api/v1/provisioning")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class ProvisioningResource {
    private final StackProvisionings provisionings;
    private final Caller caller;

    ProvisioningResource(StackProvisionings provisionings, Caller caller) {
        this.provisionings = provisionings;
        this.caller = caller;
    }

    @GET
    @Path("stacks/{id}")
    public Uni<ProvisioningView> get(@RestPath String id) {
        return StackPath.find(id, provisionings::find)
                .invoke(stack -> caller.mustSee(stack.operation().order().team()))
                .map(ProvisioningView::of);
    }
}
