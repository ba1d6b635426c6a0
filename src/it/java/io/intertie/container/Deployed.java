package io.intertie.container;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/// The WAR as Maven built it, with the tests of this package added.
final class Deployed {
    private Deployed() {}

    static WebArchive war() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File("target/intertie.war"))
                .addPackage(Deployed.class.getPackage());
    }
}
