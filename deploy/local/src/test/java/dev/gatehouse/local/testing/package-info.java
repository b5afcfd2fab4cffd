/** Tests of the test face: the parts are real, so are their refusals. */
@NullMarked
package dev.gatehouse.local.testing;

import org.jspecify.annotations.NullMarked;
