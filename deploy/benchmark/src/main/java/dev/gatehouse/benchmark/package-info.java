/**
 * Measures the platform beside what it is built on, each figure a ratio taken in one run. The root holds the program;
 * each measurement has a package of its own. Allowed dependencies: the packages below.
 */
@NullMarked
package dev.gatehouse.benchmark;

import org.jspecify.annotations.NullMarked;
