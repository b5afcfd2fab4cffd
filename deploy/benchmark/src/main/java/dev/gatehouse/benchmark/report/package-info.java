/** The results as Markdown, with the machine they were taken on. Allowed dependencies: none. */
@NullMarked
package dev.gatehouse.benchmark.report;

import org.jspecify.annotations.NullMarked;
