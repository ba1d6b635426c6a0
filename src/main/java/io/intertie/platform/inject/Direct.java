package io.intertie.platform.inject;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// One for the application, handed out as it is.
///
/// Before a bean of the application's scope stands a proxy, which calls by reflection: too dear
/// where each request passes a dozen of them. A direct bean is made when it is first needed by
/// another, so its constructor must do no more than keep what it is given.
// A stereotype carries the scope for the beans that it marks.
@SuppressWarnings("InjectScopeAnnotationOnInterfaceOrAbstractClass")
@Documented
@Stereotype
@Singleton
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Direct {}
