package io.intertie.platform.http;

import java.util.Set;

/// Keeps the server's page framework out of an application that serves no pages.
///
/// Krazo puts its filters into every JAX-RS application of a WAR in which one has pages, among them
/// one that builds a request-scoped bean and searches the class path for services on each call. It
/// leaves alone an application that has its response filter already; that filter is bound to
/// controllers, so without any it never runs.
public final class PageFramework {
    private static final String MARK = "org.eclipse.krazo.core.ViewResponseFilter";

    private PageFramework() {}

    /// What an application without pages registers, nothing where the server has no such framework.
    public static Set<Class<?>> keptOut() {
        try {
            return Set.of(Thread.currentThread().getContextClassLoader().loadClass(MARK));
        } catch (ClassNotFoundException absent) {
            return Set.of();
        }
    }
}
