/** A pure model. */
@NullMarked
package dev.gatehouse.local.testing.example.good.stack.model;

import org.jspecify.annotations.NullMarked;
