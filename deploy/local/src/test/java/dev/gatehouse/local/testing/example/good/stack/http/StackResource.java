package dev.gatehouse.local.testing.example.good.stack.http;

import dev.gatehouse.local.testing.example.good.stack.Stacks;

/** An adapter knows the feature's root, not the other way round. */
final class StackResource {

    final Stacks stacks;

    StackResource(Stacks stacks) {
        this.stacks = stacks;
    }
}
