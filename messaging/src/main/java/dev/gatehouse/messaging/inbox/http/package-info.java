/**
 * Dead letters over HTTP, for platform engineers and {@code deploy/replay}.
 *
 * <p>Allowed dependencies: {@code inbox}, Jakarta REST and security annotations.
 */
@NullMarked
package dev.gatehouse.messaging.inbox.http;

import org.jspecify.annotations.NullMarked;
