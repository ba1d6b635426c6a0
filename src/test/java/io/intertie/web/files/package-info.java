/// Forms with files, without a container.
@org.jspecify.annotations.NullMarked
package io.intertie.web.files;
