package io.intertie.ledger;

import java.util.Arrays;

/// The chart of accounts, as far as it is in use; docs/ledger.md says what each one holds.
public enum AccountCode {
    BANK(1010, "bank"),
    PSP_CLEARING(1020, "psp:clearing"),
    PAYOUT_IN_TRANSIT(1030, "payout:in-transit"),
    BUYER_WALLET(2010, "wallet"),
    PROVIDER_ACCRUED(2020, "provider:accrued"),
    PROVIDER_DUE(2021, "provider:due"),
    PROVIDER_RESERVE(2022, "provider:reserve"),
    PLATFORM_FEE(4010, "fee"),
    PSP_FEES(5010, "psp:fees"),
    ROUNDING(5050, "rounding"),
    OVERRUN_LOSS(5060, "overrun"),
    FX_POSITION(9010, "fx:position");

    private final int number;
    private final String label;

    AccountCode(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /// The code of a number of the chart.
    static AccountCode of(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no account code " + number));
    }

    public int number() {
        return number;
    }

    public String label() {
        return label;
    }
}
