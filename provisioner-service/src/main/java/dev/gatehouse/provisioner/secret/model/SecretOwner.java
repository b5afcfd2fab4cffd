package dev.gatehouse.provisioner.secret.model;

/** Whose a secret is: the component that it was made for, and the team that may read it. */
public record SecretOwner(String stackId, String team, String component) {}
