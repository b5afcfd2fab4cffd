/**
 * Credentials of targets from the service's configuration. Allowed dependencies: the feature's root, MicroProfile
 * Config.
 */
@NullMarked
package dev.gatehouse.provisioner.target.config;

import org.jspecify.annotations.NullMarked;
