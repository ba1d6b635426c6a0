/// Values of money, on the JDK alone.
@org.jspecify.annotations.NullMarked
package io.intertie.money;
