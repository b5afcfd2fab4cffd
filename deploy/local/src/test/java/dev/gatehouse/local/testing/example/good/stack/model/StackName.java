package dev.gatehouse.local.testing.example.good.stack.model;

/** Depends on java.* only. */
public record StackName(String value) {}
