/** Turns every refusal and fault into an {@code application/problem+json} answer. Allowed dependencies: {@code problem.model}, Quarkus REST, Vert.x, Jackson. */
@NullMarked
package dev.gatehouse.request.problem.http;

import org.jspecify.annotations.NullMarked;
