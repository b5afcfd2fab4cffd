/**
 * The read model of released templates, as far as provisioning needs them. Allowed dependencies: {@code
 * template.model}, Mutiny sessions.
 */
@NullMarked
package dev.gatehouse.provisioner.template;

import org.jspecify.annotations.NullMarked;
