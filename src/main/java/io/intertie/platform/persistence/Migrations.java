package io.intertie.platform.persistence;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;
import org.jspecify.annotations.Nullable;

/// Brings the schema up to date before Hibernate validates its entities against it.
///
/// An Integrator, because the container builds the entity manager factory before any bean of ours
/// could run.
public final class Migrations implements Integrator {
    @Override
    public void integrate(
            Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
        var connections = factory.getServiceRegistry().getService(ConnectionProvider.class);
        if (connections == null) {
            throw new IllegalStateException("Hibernate has no connections");
        }
        migrate(connections.unwrap(DataSource.class));
    }

    @Override
    public void disintegrate(
            @Nullable SessionFactoryImplementor factory,
            @Nullable SessionFactoryServiceRegistry registry) {}

    /// Applies what is missing of `db/V…__….sql`.
    static void migrate(DataSource dataSource) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations("classpath:db")
                .load()
                .migrate();
    }
}
