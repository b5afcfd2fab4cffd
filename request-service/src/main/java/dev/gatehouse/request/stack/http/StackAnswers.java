package dev.gatehouse.request.stack.http;

import dev.gatehouse.request.stack.model.Stack;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The answers that are a stack. */
final class StackAnswers {
    private StackAnswers() {}

    /** An operation is to do something about the stack. */
    static Response accepted(Stack stack) {
        return Response.accepted(StackView.of(stack))
                .location(URI.create("/api/v1/stacks/" + stack.origin().id()))
                .build();
    }

    /** The stack as it is, its generation as the ETag. */
    static Response shown(Stack stack) {
        return Response.ok(StackView.of(stack))
                .header("ETag", Generation.tag(stack))
                .build();
    }
}
