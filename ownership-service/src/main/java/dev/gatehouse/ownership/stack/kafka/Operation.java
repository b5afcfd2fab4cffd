package dev.gatehouse.ownership.stack.kafka;

import dev.gatehouse.messaging.inbox.Required;

/** The operation of a stack that a fact belongs to; numbers begin at 1. */
record Operation(@Required int number) {
    Operation {
        if (number < 1) {
            throw new IllegalArgumentException("operation.number is below 1");
        }
    }
}
