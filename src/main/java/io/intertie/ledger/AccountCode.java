package io.intertie.ledger;

import java.util.Arrays;

/// The chart of accounts of a legal entity; docs/ledger.md says what each one holds.
public enum AccountCode {
    BANK(1010, "bank"),
    PSP_CLEARING(1020, "psp:clearing"),
    PAYOUT_IN_TRANSIT(1030, "payout:in-transit"),
    BUYER_RECEIVABLE(1040, "receivable"),
    DISPUTES(1050, "disputes"),
    PROVIDER_RECEIVABLE(1060, "provider:receivable"),
    INPUT_VAT(1070, "vat:input"),
    WITHHOLDING_CERTIFICATES(1071, "withholding:certificates"),
    INTER_BOOK(1080, "inter-book"),
    PROMO_GRANTS(1090, "promo:grants"),
    BUYER_WALLET(2010, "wallet"),
    PROMO_WALLET(2011, "promo"),
    PROVIDER_ACCRUED(2020, "provider:accrued"),
    PROVIDER_DUE(2021, "provider:due"),
    PROVIDER_RESERVE(2022, "provider:reserve"),
    OUTPUT_VAT(2030, "vat:output"),
    WITHHOLDING_TAX(2031, "withholding:payable"),
    UNMATCHED_RECEIPTS(2040, "receipts:unmatched"),
    USAGE_REVENUE(4000, "revenue"),
    PLATFORM_FEE(4010, "fee"),
    BREAKAGE(4030, "breakage"),
    INFERENCE_COST(5000, "inference:cost"),
    PSP_FEES(5010, "psp:fees"),
    CHARGEBACK_LOSS(5020, "chargeback:loss"),
    PROMO_EXPENSE(5030, "promo:expense"),
    SLA_CREDITS(5040, "sla:credits"),
    ROUNDING(5050, "rounding"),
    OVERRUN_LOSS(5060, "overrun"),
    FX_REALISED(6010, "fx:realised"),
    FX_UNREALISED(6020, "fx:unrealised"),
    FX_POSITION(9010, "fx:position"),
    FX_REVALUATION(9019, "fx:revaluation");

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
