/**
 * The story over HTTP, with all services as separate processes on a platform of the tests' own, and what happens when
 * one of its parts dies. Nothing here looks into a service: what is observed is HTTP, Kafka, PostgreSQL and Git.
 */
@NullMarked
package dev.gatehouse.e2e;

import org.jspecify.annotations.NullMarked;
