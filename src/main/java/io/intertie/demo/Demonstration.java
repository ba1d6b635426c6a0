package io.intertie.demo;

import io.intertie.identity.Actor;
import io.intertie.identity.Role;
import io.intertie.platform.config.Settings;
import io.intertie.platform.persistence.Database;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.util.Set;
import java.util.logging.Logger;

/// The story of this room: people, then sites with prices, then a buyer with money and keys.
@ApplicationScoped
class Demonstration {
    private static final Logger LOG = Logger.getLogger(Demonstration.class.getName());
    static final Actor SEED =
            new Actor("job:demonstration", Actor.OPERATOR, Set.of(Role.ADMIN), "-");

    private final Settings settings;
    private final Database database;
    private final People people;
    private final Supply supply;
    private final Demand demand;

    @Inject
    Demonstration(
            Settings settings, Database database, People people, Supply supply, Demand demand) {
        this.settings = settings;
        this.database = database;
        this.people = people;
        this.supply = supply;
        this.demand = demand;
    }

    /// Early, so that whoever reads the market at its start finds it seeded.
    void begin(
            @Observes @Priority(100) @Initialized(ApplicationScoped.class) ServletContext context) {
        settings.demonstration()
                .ifPresent(secrets -> {
                    database.transaction(() -> people.arrive());
                    Cast.SITES.forEach(site -> supply.open(site, secrets.sandboxUrl()));
                    supply.certify();
                    demand.arrive(secrets);
                    LOG.info("The demonstration market is ready.");
                });
    }
}
