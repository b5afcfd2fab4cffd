/** An adapter that breaks rules. */
@NullMarked
package dev.gatehouse.local.testing.example.bad.stack.http;

import org.jspecify.annotations.NullMarked;
