/// How rooms reach PostgreSQL: transactions, statements, migrations, ids.
@org.jspecify.annotations.NullMarked
package io.intertie.platform.persistence;
