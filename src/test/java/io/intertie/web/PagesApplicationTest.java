package io.intertie.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
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
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("io.intertie.web")
                                .stream()
                                .filter(one -> one.isAnnotatedWith(Path.class))
                                .map(JavaClass::getName)
                                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(written.size() > 40, written.size() + " pages");
        written.removeAll(served);
        assertEquals(new TreeSet<>(), written);
    }
}
