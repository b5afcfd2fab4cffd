package dev.gatehouse.request.intake.http;

import dev.gatehouse.request.identity.http.Callers;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.intake.Producers;
import dev.gatehouse.request.intake.model.Producer;
import dev.gatehouse.request.problem.http.PathName;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Registers machines that may order stacks by signed events (platform engineers). */
@Path("/api/v1/producers/{name}")
@RolesAllowed(Caller.PLATFORM_ENGINEER)
@Tag(name = "producers")
@Produces(MediaType.APPLICATION_JSON)
public class ProducerResource {
    private final Producers producers;
    private final Callers callers;

    ProducerResource(Producers producers, Callers callers) {
        this.producers = producers;
        this.callers = callers;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Registers a producer: its public key (JWK) and the teams it may order for.")
    public Uni<Response> register(@RestPath String name, byte[] body) {
        return producers
                .register(callers.current(), ProducerBody.read(name, body))
                .map(outcome -> Response.status(outcome.isNew() ? Status.CREATED : Status.OK)
                        .entity(outcome.producer())
                        .build());
    }

    @GET
    @Operation(summary = "Shows a producer.")
    public Uni<Producer> find(@RestPath String name) {
        return producers.find(PathName.isUsable(name) ? name : "");
    }
}
