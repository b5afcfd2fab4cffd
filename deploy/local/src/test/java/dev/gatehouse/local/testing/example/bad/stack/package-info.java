/** A feature that breaks rules. */
@NullMarked
package dev.gatehouse.local.testing.example.bad.stack;

import org.jspecify.annotations.NullMarked;
