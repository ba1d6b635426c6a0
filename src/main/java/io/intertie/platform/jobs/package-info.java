/// Work that time drives.
@org.jspecify.annotations.NullMarked
package io.intertie.platform.jobs;
