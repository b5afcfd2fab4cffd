/** What the parts in containers share. Depends on the root package and Testcontainers. */
@NullMarked
package dev.gatehouse.local.container;

import org.jspecify.annotations.NullMarked;
