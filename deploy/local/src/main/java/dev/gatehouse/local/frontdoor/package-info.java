/**
 * The one address people and machines talk to: forwards paths to services as an Ingress does in a cluster. Depends on the
 * root package and Vert.x; knows paths and addresses, nothing of the services behind.
 */
@NullMarked
package dev.gatehouse.local.frontdoor;

import org.jspecify.annotations.NullMarked;
