/** An adapter. */
@NullMarked
package dev.gatehouse.local.testing.example.good.stack.http;

import org.jspecify.annotations.NullMarked;
