/** An impure model. */
@NullMarked
package dev.gatehouse.local.testing.example.bad.stack.model;

import org.jspecify.annotations.NullMarked;
