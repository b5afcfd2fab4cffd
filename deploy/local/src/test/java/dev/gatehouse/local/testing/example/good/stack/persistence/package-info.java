/** An adapter that may see jakarta.persistence. */
@NullMarked
package dev.gatehouse.local.testing.example.good.stack.persistence;

import org.jspecify.annotations.NullMarked;
