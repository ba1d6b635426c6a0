/// Files of strangers: fetched within limits, read without reaching outside of them.
@org.jspecify.annotations.NullMarked
package io.intertie.platform.files;
