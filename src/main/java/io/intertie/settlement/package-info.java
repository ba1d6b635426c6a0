/// Windows, statements, payouts and bank files.
@org.jspecify.annotations.NullMarked
package io.intertie.settlement;
