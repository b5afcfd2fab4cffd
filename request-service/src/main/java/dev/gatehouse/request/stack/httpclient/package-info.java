/** provisioner-service asked over HTTP, in the name of the caller. */
@NullMarked
package dev.gatehouse.request.stack.httpclient;

import org.jspecify.annotations.NullMarked;
