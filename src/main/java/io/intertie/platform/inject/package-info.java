/// How beans are handed out.
@org.jspecify.annotations.NullMarked
package io.intertie.platform.inject;
