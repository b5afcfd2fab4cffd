package dev.gatehouse.request.stack.model;

import java.time.Instant;
import java.util.List;

/**
 * That a ready stack is not whole, as the provisioner saw it. Holds across operations.
 *
 * @param components those that are not as they were made
 * @param reason for people
 */
public record Degradation(List<String> components, String reason, Instant since) {}
