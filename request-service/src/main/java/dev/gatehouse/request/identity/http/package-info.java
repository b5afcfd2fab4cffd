/** Reads the caller from the bearer token. Allowed dependencies: {@code identity.model}, Quarkus security, Jakarta REST. */
@NullMarked
package dev.gatehouse.request.identity.http;

import org.jspecify.annotations.NullMarked;
