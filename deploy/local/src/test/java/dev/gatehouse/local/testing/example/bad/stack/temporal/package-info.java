/** A workflow that breaks rules. */
@NullMarked
package dev.gatehouse.local.testing.example.bad.stack.temporal;

import org.jspecify.annotations.NullMarked;
