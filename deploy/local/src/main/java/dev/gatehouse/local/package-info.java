/**
 * The local platform: everything Gatehouse needs on one machine, with no container engine. This root package holds what
 * the parts share: where the repository is, ports on the loopback interface, and things done side by side. It depends on java.* only; the parts
 * (packages {@code postgresql}, {@code kafka}, {@code temporal}, {@code identity}, {@code git}) depend on it and not on
 * each other; {@code testing} hands the parts to tests and {@code platform} runs them with the services.
 */
@NullMarked
package dev.gatehouse.local;

import org.jspecify.annotations.NullMarked;
