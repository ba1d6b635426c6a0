package io.intertie.settlement;

import static io.intertie.settlement.TestMarket.ADA;
import static io.intertie.settlement.TestMarket.EVE;
import static io.intertie.settlement.TestMarket.actor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.intertie.identity.Role;
import io.intertie.platform.http.Problem;
import io.intertie.platform.http.ProblemType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("money")
class BankAccountsTest {
    @ParameterizedTest
    @CsvSource({
        "DE89 3704 0044 0532 0130 00, DE",
        "gb29nwbk60161331926819, GB",
        "NO93 8601 1117 947, NO",
        "AE07 0331 2345 6789 0123 456, AE",
        "6222020200112233445, CN",
        "12345678, US"
    })
    void anAccountIsKeptAsABankWritesIt(String number, String country) {
        var account =
                BankAccounts.checked(account(" Pam ", number, "intr" + country + "f0xxx", country));
        assertEquals(number.replace(" ", "").toUpperCase(java.util.Locale.ROOT), account.number());
        assertEquals("Pam", account.holder());
        assertEquals("INTR" + country + "F0XXX", account.bic());
    }

    @ParameterizedTest
    @CsvSource({
        "DE89370400440532013001, DE, number",
        "DE98370400440532013000, DE, number",
        "DE8937040044053201300O, DE, number",
        "370400440532013000, DE, number",
        "GB29NWBK60161331926819, DE, country",
        "CN123, CN, number",
        "1234, CN, number",
        "12345678901234567890123456789012345, CN, number",
        "DE89370400440532013000, XX, country",
        "DE89370400440532013000, Germany, country"
    })
    void aMistakeIsToldAtItsField(String number, String country, String field) {
        assertEquals(Set.of(field), faults(account("Pam", number, "INTRDEF0XXX", country)));
    }

    @Test
    void theHolderAndTheBicAreLookedAtToo() {
        var number = "DE89370400440532013000";
        assertEquals(Set.of("holder"), faults(account(" ", number, "INTRDEF0", "DE")));
        assertEquals(Set.of("holder"), faults(account("x".repeat(71), number, "INTRDEF0", "DE")));
        assertEquals(Set.of("holder"), faults(account("a\u0000b", number, "INTRDEF0", "DE")));
        for (var bic : List.of("", "INTRDEF", "INTRDEF0X", "INTRDEF0XXXX", "INTR12F0")) {
            assertEquals(Set.of("bic"), faults(account("Pam", number, bic, "DE")), bic);
        }
    }

    @Test
    void onlyTheProviderAndAdminsChangeIt() {
        var market = new TestMarket();
        var account = account("Pam", "DE89370400440532013000", "INTRDEF0XXX", "DE");
        for (var stranger :
                List.of(
                        EVE,
                        actor("pia", UUID.randomUUID(), Role.PROVIDER),
                        actor("bea", market.buyer, Role.BUYER))) {
            var problem =
                    assertThrows(
                            Problem.class,
                            () ->
                                    market.settlements.bankAccount(
                                            market.provider, account, stranger));
            assertEquals(ProblemType.FORBIDDEN, problem.type());
        }
        assertEquals(0, market.rows("bank_account"));

        market.settlements.bankAccount(market.provider, account, ADA);
        market.banksInChina();
        assertEquals(
                "6222020200112233445",
                market.settlements.bankAccount(market.provider).orElseThrow().number());
        assertEquals(2, market.rows("bank_account"), "what was before is kept");
        var entry = market.trail.latest(1).getFirst();
        assertEquals("bank-account.changed", entry.action());
        assertFalse(entry.detail().contains("6222"), entry.detail());
    }

    private static Set<String> faults(Settlements.BankAccount account) {
        return assertThrows(Problem.class, () -> BankAccounts.checked(account)).fields().keySet();
    }

    private static Settlements.BankAccount account(
            String holder, String number, String bic, String country) {
        return new Settlements.BankAccount(holder, number, bic, country);
    }
}
