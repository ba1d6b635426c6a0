/// Values of money: currencies, exact amounts, rates, carries, and the one place that rounds.
///
/// **Owns** micro and pico arithmetic. **Leaves to others** accounts (`ledger`), rates' sources
/// (`fx`). **Always true** no floating point; overflow fails instead of wrapping (`MoneyTest`); Σ
/// pico = 1e6 × posted + carry (`CarryProperties`). Imports nothing but the JDK (`LayersTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.money;
