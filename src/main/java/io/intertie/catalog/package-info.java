/// What is offered, by whom, from where.
@org.jspecify.annotations.NullMarked
package io.intertie.catalog;
