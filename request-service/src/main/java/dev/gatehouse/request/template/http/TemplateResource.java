package dev.gatehouse.request.template.http;

import dev.gatehouse.request.identity.http.Callers;
import dev.gatehouse.request.identity.model.Caller;
import dev.gatehouse.request.problem.http.PathName;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.template.ReleaseTemplate;
import dev.gatehouse.request.template.Releases;
import dev.gatehouse.request.template.TemplateCheck;
import dev.gatehouse.request.template.Templates;
import dev.gatehouse.request.template.model.Release;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Releases templates (platform engineers) and shows them (everybody with a token). */
@Path("/api/v1/templates")
@Authenticated
@Tag(name = "templates")
@Produces(MediaType.APPLICATION_JSON)
public class TemplateResource {
    private static final Uni<Optional<Release>> NOTHING = Uni.createFrom().item(Optional.empty());
    private static final String YAML = "application/yaml";

    private final Templates templates;
    private final Releases releases;
    private final TemplateCheck check;
    private final Callers callers;
    private final Vertx vertx;

    TemplateResource(Templates templates, Releases releases, TemplateCheck check, Callers callers, Vertx vertx) {
        this.templates = templates;
        this.releases = releases;
        this.check = check;
        this.callers = callers;
        this.vertx = vertx;
    }

    @POST
    @Consumes({YAML, MediaType.APPLICATION_JSON})
    @RolesAllowed(Caller.PLATFORM_ENGINEER)
    @Operation(summary = "Releases a template. The same text again answers 200 with the existing release.")
    @APIResponse(responseCode = "201", description = "Released; Location names the release")
    @APIResponse(responseCode = "409", description = "The version is released with another content")
    @APIResponse(responseCode = "422", description = "The template has faults, each with pointer and line")
    public Uni<Response> release(byte[] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type) {
        String releasedBy = callers.current().name();
        TemplateBody written = TemplateBody.of(body, type);
        return vertx.executeBlocking(() -> check.check(written.document()), false)
                .map(checked -> new ReleaseTemplate(checked, written.syntax(), written.text(), releasedBy))
                .chain(templates::release)
                .map(TemplateResource::answer);
    }

    private static Response answer(Templates.Outcome outcome) {
        ReleaseView view = ReleaseView.of(outcome.release());
        URI place = URI.create("/api/v1/templates/" + view.name() + "/releases/" + view.version());
        return (outcome.isNew() ? Response.created(place) : Response.ok().location(place))
                .entity(view)
                .build();
    }

    @GET
    @Operation(summary = "Lists the templates, each with its newest release.")
    public Uni<TemplateList> list() {
        return templates.list().map(TemplateList::new);
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Lists a template's releases, the newest first.")
    public Uni<TemplateList> releases(@RestPath String name) {
        return templates.releases(PathName.isUsable(name) ? name : "").map(TemplateList::new);
    }

    @GET
    @Path("{name}/releases/{version}")
    @Operation(summary = "Shows a release.")
    public Uni<ReleaseView> release(@RestPath String name, @RestPath String version) {
        return find(name, version).map(ReleaseView::of);
    }

    @GET
    @Path("{name}/releases/{version}")
    @Produces(YAML)
    @Operation(summary = "Shows a release as it was written.")
    public Uni<String> text(@RestPath String name, @RestPath String version) {
        return find(name, version).map(Release::text);
    }

    private Uni<Release> find(String name, String version) {
        return (PathName.isUsable(name, version) ? releases.find(name, version) : NOTHING)
                .map(found -> found.orElseThrow(() -> new Refusal(unknown(name, version))));
    }

    private static Problem unknown(String name, String version) {
        return Problem.of(
                404,
                "unknown-release",
                "No such release",
                "Template " + name + " has no release " + version + "; GET /api/v1/templates/" + name + " lists them.");
    }
}
