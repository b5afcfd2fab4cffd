/** The CloudEvents envelope. Allowed dependencies: the CloudEvents SDK and Jackson; no other package of messaging. */
@NullMarked
package dev.gatehouse.messaging.event;

import org.jspecify.annotations.NullMarked;
