/** A feature that keeps every rule. */
@NullMarked
package dev.gatehouse.local.testing.example.good.stack;

import org.jspecify.annotations.NullMarked;
