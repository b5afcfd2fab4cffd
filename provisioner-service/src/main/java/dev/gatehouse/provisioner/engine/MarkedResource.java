package dev.gatehouse.provisioner.engine;

import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;

/**
 * Something on a target that says which stack it belongs to. Anybody who may write there can have put the mark on it.
 *
 * @param stackId as its mark says; may be no stack's id at all
 */
public record MarkedResource(Resource resource, String stackId) {}
