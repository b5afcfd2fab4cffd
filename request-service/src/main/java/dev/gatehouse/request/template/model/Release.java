package dev.gatehouse.request.template.model;

import java.time.Instant;

/**
 * A template that passed every check and never changes again.
 *
 * @param digest lower-case hexadecimal SHA-256 of the text as written
 * @param syntax how it was written
 * @param text what was written
 * @param releasedBy the platform engineer
 */
public record Release(
        Template template,
        DependencyGraph graph,
        String digest,
        Syntax syntax,
        String text,
        String releasedBy,
        Instant releasedAt) {}
