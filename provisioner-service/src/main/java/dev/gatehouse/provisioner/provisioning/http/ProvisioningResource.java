package dev.gatehouse.provisioner.provisioning.http;

import dev.gatehouse.provisioner.identity.Caller;
import dev.gatehouse.provisioner.problem.Problem;
import dev.gatehouse.provisioner.provisioning.StackProvisionings;
import dev.gatehouse.provisioner.provisioning.StackProvisionings.StackProvisioning;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestPath;

/** How far a stack is and what it consists of: for its team and for platform engineers. */
@Path("/api/v1/provisioning")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class ProvisioningResource {
    /** Whatever looks otherwise is not looked for. */
    private static final Pattern STACK_ID = Pattern.compile("[-A-Za-z0-9]{1,64}");

    private final StackProvisionings provisionings;
    private final Caller caller;

    ProvisioningResource(StackProvisionings provisionings, Caller caller) {
        this.provisionings = provisionings;
        this.caller = caller;
    }

    @GET
    @Path("stacks/{id}")
    public Uni<ProvisioningView> get(@RestPath String id) {
        Uni<Optional<StackProvisioning>> known = STACK_ID.matcher(id).matches()
                ? provisionings.find(id)
                : Uni.createFrom().item(Optional.empty());
        return known.map(found -> found.orElseThrow(ProvisioningResource::unknown))
                .invoke(this::refuseOthers)
                .map(ProvisioningView::of);
    }

    private void refuseOthers(StackProvisioning stack) {
        String team = stack.operation().order().team();
        if (!caller.memberOf(team) && !caller.platformEngineer()) {
            throw Caller.notYourTeam(team);
        }
    }

    private static RuntimeException unknown() {
        return Problem.of(
                        404,
                        "unknown-stack",
                        "Nothing is known of such a stack here",
                        "Look it up with GET /api/v1/stacks/{id}; a stack that was just requested appears in a moment.")
                .exception();
    }
}
