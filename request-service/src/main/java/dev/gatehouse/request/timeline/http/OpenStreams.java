package dev.gatehouse.request.timeline.http;

import dev.gatehouse.request.problem.model.Problem;
import dev.gatehouse.request.problem.model.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Counts this replica's open streams and keeps them few: each holds a connection and polls the database. */
@ApplicationScoped
class OpenStreams {
    private final Map<String, Integer> bySubject = new HashMap<>();
    private final int mostOfOne;
    private final int mostOfAll;
    private int all;

    OpenStreams(
            MeterRegistry meters,
            @ConfigProperty(name = "gatehouse.request.events.streams-per-caller", defaultValue = "20") int mostOfOne,
            @ConfigProperty(name = "gatehouse.request.events.streams", defaultValue = "500") int mostOfAll) {
        this.mostOfOne = mostOfOne;
        this.mostOfAll = mostOfAll;
        meters.gauge("gatehouse.request.event.streams", this, OpenStreams::open);
    }

    /** The stream, counted from its subscription to its end; a refusal where there are too many already. */
    <T> Multi<T> around(String subject, Multi<T> stream) {
        take(subject);
        return stream.onTermination().invoke(() -> free(subject));
    }

    /** Refuses where there are too many already, before anything of an answer is sent. */
    synchronized void mustHaveRoom(String subject) {
        if (all >= mostOfAll || bySubject.getOrDefault(subject, 0) >= mostOfOne) {
            throw new Refusal(Problem.of(
                    429,
                    "too-many-streams",
                    "Too many streams are open",
                    "Close streams that nobody watches, at most " + mostOfOne
                            + " may be yours; or read the timeline."));
        }
    }

    private synchronized void take(String subject) {
        mustHaveRoom(subject);
        all++;
        bySubject.merge(subject, 1, Integer::sum);
    }

    private synchronized void free(String subject) {
        all--;
        bySubject.computeIfPresent(subject, (any, count) -> count == 1 ? null : count - 1);
    }

    private synchronized int open() {
        return all;
    }
}
