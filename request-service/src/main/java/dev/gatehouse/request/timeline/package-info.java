/** What happened to each stack, in order, and who watches. Allowed dependencies: {@code timeline.model}, {@code stack}, {@code identity.model}, messaging, Mutiny, Vert.x. */
@NullMarked
package dev.gatehouse.request.timeline;

import org.jspecify.annotations.NullMarked;
