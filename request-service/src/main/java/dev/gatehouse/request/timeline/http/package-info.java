/** Timelines as pages and as streams of server-sent events. Allowed dependencies: {@code timeline}, {@code identity}, {@code problem.model}, Jakarta REST. */
@NullMarked
package dev.gatehouse.request.timeline.http;

import org.jspecify.annotations.NullMarked;
