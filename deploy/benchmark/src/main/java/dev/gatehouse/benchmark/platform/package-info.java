/**
 * The platform under measurement and the processes beside it. Allowed dependencies: gatehouse-local, the JDK.
 */
@NullMarked
package dev.gatehouse.benchmark.platform;

import org.jspecify.annotations.NullMarked;
