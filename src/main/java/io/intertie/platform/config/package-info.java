/// The operator's settings, secrets that do not print, and the clock.
@org.jspecify.annotations.NullMarked
package io.intertie.platform.config;
