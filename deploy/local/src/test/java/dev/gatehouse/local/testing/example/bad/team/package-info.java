/** The other half of a cycle. */
@NullMarked
package dev.gatehouse.local.testing.example.bad.team;

import org.jspecify.annotations.NullMarked;
