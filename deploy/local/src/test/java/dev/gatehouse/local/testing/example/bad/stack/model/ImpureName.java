package dev.gatehouse.local.testing.example.bad.stack.model;

import com.fasterxml.jackson.databind.JsonNode;

/** A model that knows a library. */
public record ImpureName(JsonNode value) {}
