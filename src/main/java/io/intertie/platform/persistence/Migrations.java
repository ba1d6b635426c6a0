package io.intertie.platform.persistence;

import java.sql.SQLException;
import java.util.Map;
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

    /// Applies what is missing of `db/V…__….sql`, and tells what the role that works may do.
    ///
    /// As the role that owns the database (`INTERTIE_DB_OWNER`), or, where none is named, as the
    /// one that works.
    static void migrate(DataSource works) {
        var flyway =
                Flyway.configure(Migrations.class.getClassLoader())
                        .locations("classpath:db")
                        .placeholders(Map.of("worker", role(works)));
        var owner = setting("INTERTIE_DB_OWNER");
        if (owner == null) {
            flyway.dataSource(works);
        } else {
            flyway.dataSource(
                    setting("INTERTIE_DB_URL"), owner, setting("INTERTIE_DB_OWNER_PASSWORD"));
        }
        flyway.load().migrate();
    }

    private static @Nullable String setting(String name) {
        return System.getenv(name);
    }

    private static String role(DataSource works) {
        try (var connection = works.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select current_user")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException("the database cannot be asked", failed);
        }
    }
}
