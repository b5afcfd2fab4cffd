/**
 * Evaluates expressions with CEL. Allowed dependencies: the feature's root and model, dev.cel.
 */
@NullMarked
package dev.gatehouse.provisioner.rendering.cel;

import org.jspecify.annotations.NullMarked;
