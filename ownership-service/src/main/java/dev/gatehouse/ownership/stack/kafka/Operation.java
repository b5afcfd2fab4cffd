package dev.gatehouse.ownership.stack.kafka;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The operation of a stack that a fact belongs to; numbers begin at 1. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Operation(int number) {
    Operation {
        if (number < 1) {
            throw new IllegalArgumentException("operation.number is missing or below 1");
        }
    }
}
