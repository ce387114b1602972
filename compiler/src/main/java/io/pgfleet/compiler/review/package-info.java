/** Reads two trees and explains the difference: hosts, files, restarts, reloads, steps. */
package io.pgfleet.compiler.review;
