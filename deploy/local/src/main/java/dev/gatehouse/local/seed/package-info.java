/**
 * What every local platform begins with: targets, teams and sample templates, brought in over HTTP as a platform engineer
 * would. Depends on {@code api} only.
 */
@NullMarked
package dev.gatehouse.local.seed;

import org.jspecify.annotations.NullMarked;
