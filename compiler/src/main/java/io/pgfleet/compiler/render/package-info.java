/**
 * From an artifact to bytes, which are parsed again in their own format before they are accepted.
 */
package io.pgfleet.compiler.render;
