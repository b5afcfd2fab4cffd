/**
 * Turns a component's template text into values, and remembers for each field where it came from. Allowed
 * dependencies: {@code rendering.model}.
 */
@NullMarked
package dev.gatehouse.provisioner.rendering;

import org.jspecify.annotations.NullMarked;
