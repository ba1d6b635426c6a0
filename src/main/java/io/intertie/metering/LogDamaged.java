package io.intertie.metering;

import java.nio.file.Path;

/// A node's log is not as it was written: somebody must look at it before it is forgotten.
final class LogDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LogDamaged(Path file, long offset, String what) {
        super("%s is damaged at byte %d: %s".formatted(file, offset, what));
    }
}
