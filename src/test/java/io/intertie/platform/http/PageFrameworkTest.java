package io.intertie.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PageFrameworkTest {
    @Test
    void aServerWithoutOneHasNothingToKeepOut() {
        assertEquals(Set.of(), PageFramework.keptOut());
    }

    @Test
    void itsResponseFilterIsRegisteredSoThatItDoesNotRegisterItself() {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(
                new ClassLoader(before) {
                    @Override
                    protected Class<?> findClass(String name) throws ClassNotFoundException {
                        if (name.equals("org.eclipse.krazo.core.ViewResponseFilter")) {
                            return PageFrameworkTest.class;
                        }
                        throw new ClassNotFoundException(name);
                    }
                });
        try {
            assertEquals(Set.of(PageFrameworkTest.class), PageFramework.keptOut());
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
