package dev.gatehouse.request.template;

import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import dev.gatehouse.request.template.TemplateStore.Listed;
import dev.gatehouse.request.template.model.Release;
import dev.gatehouse.request.template.model.Template;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.semver4j.Semver;

/** Releases templates and lists them. A release never changes: the same text again finds it, another text is refused. */
@ApplicationScoped
public class Templates {
    private final TemplateStore store;
    private final UnitOfWork work;
    private final Outbox outbox;
    private final Counter released;

    Templates(TemplateStore store, UnitOfWork work, Outbox outbox, MeterRegistry meters) {
        this.store = store;
        this.work = work;
        this.outbox = outbox;
        this.released = meters.counter("gatehouse.request.template.releases");
    }

    /** The release, and whether this call made it. */
    public record Outcome(Release release, boolean isNew) {}

    /** Stores the release and tells {@link TemplateReleased}, in one transaction. */
    public Uni<Outcome> release(ReleaseTemplate command) {
        Release release = new Release(
                command.checked().template(),
                command.checked().graph(),
                digest(command.text()),
                command.syntax(),
                command.text(),
                command.releasedBy(),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
        return work.run(session -> release(session, release)).invoke(outcome -> {
            if (outcome.isNew()) {
                released.increment();
            }
        });
    }

    private Uni<Outcome> release(Mutiny.Session session, Release release) {
        Template template = release.template();
        return store.lock(session, template.name())
                .chain(() -> store.find(session, template.name(), template.version()))
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(new Outcome(same(found.get(), release), false))
                        : add(session, release));
    }

    private static Release same(Release existing, Release wanted) {
        if (existing.digest().equals(wanted.digest())) {
            return existing;
        }
        throw new Refusal(Problem.of(
                        409,
                        "release-exists",
                        "The release exists with another content",
                        "A release never changes. Give the changed template a new version.")
                .at("/metadata/version", "is released already"));
    }

    private Uni<Outcome> add(Mutiny.Session session, Release release) {
        return store.latest(session, release.template().name())
                .chain(latest -> store.add(session, release, isLatest(release, latest)))
                .chain(() ->
                        outbox.publish(session, TemplateReleased.of(release).event()))
                .replaceWith(new Outcome(release, true));
    }

    /** A pre-release becomes the newest only where nothing else was released yet. */
    private static boolean isLatest(Release release, Optional<String> latest) {
        Semver version = Semver.parse(release.template().version());
        if (latest.isEmpty() || version == null) {
            return true;
        }
        Semver newest = Semver.parse(latest.get());
        return newest == null
                || version.isGreaterThan(newest) && (version.isStable() || !newest.isStable())
                || version.isStable() && !newest.isStable();
    }

    /** The newest release of every template, by name. */
    public Uni<List<Listed>> list() {
        return work.read(store::templates);
    }

    /** The releases of a template, the newest first; a refusal where the template is unknown. */
    public Uni<List<Listed>> releases(String template) {
        return work.read(session -> store.releases(session, template)).map(found -> {
            if (found.isEmpty()) {
                throw new Refusal(unknown(template));
            }
            Comparator<Listed> byVersion = Comparator.comparing(
                    listed -> Semver.parse(listed.version()), Comparator.nullsFirst(Comparator.naturalOrder()));
            return found.stream().sorted(byVersion.reversed()).toList();
        });
    }

    private static Problem unknown(String template) {
        return Problem.of(
                404,
                "unknown-template",
                "No such template",
                "No template is named " + template + "; GET /api/v1/templates lists them.");
    }

    private static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
