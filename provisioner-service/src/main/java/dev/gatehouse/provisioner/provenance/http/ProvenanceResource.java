package dev.gatehouse.provisioner.provenance.http;

import dev.gatehouse.provisioner.identity.Caller;
import dev.gatehouse.provisioner.provenance.model.RenderedField;
import dev.gatehouse.provisioner.provisioning.StackProvisionings;
import dev.gatehouse.provisioner.provisioning.http.StackPath;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Who set a field: the template's text, a default, or a parameter of the team. For the stack's team and for platform
 * engineers.
 */
@Path("/api/v1/provisioning")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class ProvenanceResource {
    private final StackProvisionings provisionings;
    private final Caller caller;

    ProvenanceResource(StackProvisionings provisionings, Caller caller) {
        this.provisionings = provisionings;
        this.caller = caller;
    }

    /**
     * The fields that the components were last made with; a component that is not made has none.
     *
     * @param component only of this component
     * @param field only this field, or what lies within it: its JSON pointer in the component's inputs
     */
    @GET
    @Path("stacks/{id}/provenance")
    public Uni<ProvenanceView> get(
            @RestPath String id, @RestQuery Optional<String> component, @RestQuery Optional<String> field) {
        return StackPath.find(id, provisionings::find)
                .invoke(stack -> caller.mustSee(stack.operation().order().team()))
                .map(stack -> new ProvenanceView(
                        id,
                        stack.components().stream()
                                .filter(one -> component.map(one.name()::equals).orElse(true))
                                .flatMap(one -> RenderedField.of(one).stream())
                                .filter(field.map(RenderedField::within).orElse(any -> true))
                                .map(ProvenanceView.Field::of)
                                .toList()));
    }
}
