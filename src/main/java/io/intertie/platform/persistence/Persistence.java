package io.intertie.platform.persistence;

import jakarta.annotation.Resource;
import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The container's pool, transaction manager and entity manager, handed to the rooms.
@DataSourceDefinition(
        name = "java:app/jdbc/intertie",
        className = "org.postgresql.ds.PGSimpleDataSource",
        url = "${MPCONFIG=intertie.db.url}",
        user = "${MPCONFIG=intertie.db.user}",
        password = "${MPCONFIG=intertie.db.password}",
        initialPoolSize = 2,
        minPoolSize = 2,
        maxPoolSize = 40,
        maxIdleTime = 60,
        properties = {
            // Seconds. A database that is frozen looks like one that thinks: without a limit every
            // call would wait with it. Long readings ask for more patience ([Database#snapshot]).
            "connectTimeout=3",
            "loginTimeout=3",
            "socketTimeout=5",
            "tcpKeepAlive=true",
            // A lost connection is noticed before a request gets it, and replaced.
            "fish.payara.is-connection-validation-required=true",
            "fish.payara.connection-validation-method=custom-validation",
            "fish.payara.validation-classname="
                    + "org.glassfish.api.jdbc.validation.PostgresConnectionValidation",
            "fish.payara.fail-all-connections=true",
            "fish.payara.max-wait-time-in-millis=5000"
        })
@ApplicationScoped
class Persistence {
    @Resource(lookup = "java:app/jdbc/intertie")
    private @Nullable DataSource dataSource;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private @Nullable TransactionSynchronizationRegistry registry;

    // CDI reads it: a producer.
    @SuppressWarnings("UnusedVariable")
    @Produces
    @PersistenceContext(unitName = "intertie")
    private @Nullable EntityManager entityManager;

    @Produces
    @Singleton
    Database database(UserTransaction transaction) {
        if (dataSource == null || registry == null) {
            throw new IllegalStateException("the container gave no data source");
        }
        return new Database(dataSource, new JtaTransactions(transaction, registry));
    }
}
