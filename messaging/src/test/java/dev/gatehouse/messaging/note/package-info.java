/** A service in miniature that the tests of this module observe. */
@NullMarked
package dev.gatehouse.messaging.note;

import org.jspecify.annotations.NullMarked;
