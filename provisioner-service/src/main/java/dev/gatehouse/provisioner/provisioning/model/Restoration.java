package dev.gatehouse.provisioner.provisioning.model;

/**
 * What leads back to the former generation.
 *
 * @param former its components, in a possible order
 * @param created what the operation that failed has begun to make, and the former generation lacks
 */
public record Restoration(ComponentGraph former, ComponentGraph created) {}
