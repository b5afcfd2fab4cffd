package dev.gatehouse.local.testing.example.bad.unmarked;

/** Lies in a package that says nothing of null. */
public final class Unmarked {}
