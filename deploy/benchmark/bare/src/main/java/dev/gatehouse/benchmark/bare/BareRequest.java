package dev.gatehouse.benchmark.bare;

import java.util.Map;

/** What a client sends; nothing of it is checked. */
public record BareRequest(String name, String team, String template, Map<String, Object> parameters) {}
