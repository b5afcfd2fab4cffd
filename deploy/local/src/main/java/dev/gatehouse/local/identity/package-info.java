/**
 * The OpenID provider of the local platform and its users. Depends on the root package and mock-oauth2-server. It
 * believes whoever asks, so it is for one's own machine only.
 */
@NullMarked
package dev.gatehouse.local.identity;

import org.jspecify.annotations.NullMarked;
