package io.intertie.api;

import io.intertie.identity.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Who may call a resource method: a caller with any of the roles. Without it: anybody.
///
/// Our own annotation, since the container answers `@RolesAllowed` with a redirect to a login page.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Needs {
    Role[] value();
}
