/** A feature that another one needs. */
@NullMarked
package dev.gatehouse.local.testing.example.good.team;

import org.jspecify.annotations.NullMarked;
