package io.intertie.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import io.intertie.style.Market;
import jakarta.ws.rs.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PagesApplicationTest {
    @Test
    void everyPageWithAnAddressIsServed() {
        var served =
                new PagesApplication()
                        .getClasses().stream().map(Class::getName).collect(Collectors.toSet());
        var written =
                Market.CLASSES.stream()
                        .filter(one -> one.getPackageName().startsWith("io.intertie.web"))
                        .filter(one -> one.isAnnotatedWith(Path.class))
                        .map(JavaClass::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(written.size() > 40, written.size() + " pages");
        written.removeAll(served);
        assertEquals(new TreeSet<>(), written);
    }
}
