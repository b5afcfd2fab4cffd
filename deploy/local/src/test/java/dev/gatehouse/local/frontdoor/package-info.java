/** Tests of the front door against small HTTP servers. */
@NullMarked
package dev.gatehouse.local.frontdoor;

import org.jspecify.annotations.NullMarked;
