/** The provisioner's facts about stacks. Allowed dependencies: {@code stack}, messaging, reactive messaging, Jackson. */
@NullMarked
package dev.gatehouse.request.stack.kafka;

import org.jspecify.annotations.NullMarked;
