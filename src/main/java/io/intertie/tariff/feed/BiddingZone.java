package io.intertie.tariff.feed;

import java.util.List;
import java.util.Optional;

/// A bidding zone of Europe's day-ahead auction: its usual code, its EIC code, its market's time.
///
/// **Source** ENTSO-E, list of area codes (X and Y) and the code list of its transparency platform.
public record BiddingZone(String code, String eic) {
    private static final List<BiddingZone> ALL =
            """
            AT 10YAT-APG------L
            BE 10YBE----------2
            BG 10YCA-BULGARIA-R
            CH 10YCH-SWISSGRIDZ
            CZ 10YCZ-CEPS-----N
            DE-AT-LU 10Y1001A1001A63L
            DE-LU 10Y1001A1001A82H
            DK1 10YDK-1--------W
            DK2 10YDK-2--------M
            EE 10Y1001A1001A39I
            ES 10YES-REE------0
            FI 10YFI-1--------U
            FR 10YFR-RTE------C
            GR 10YGR-HTSO-----Y
            HR 10YHR-HEP------M
            HU 10YHU-MAVIR----U
            IE-SEM 10Y1001A1001A59C
            IT-North 10Y1001A1001A73I
            LT 10YLT-1001A0008Q
            LV 10YLV-1001A00074
            NL 10YNL----------L
            NO1 10YNO-1--------2
            NO2 10YNO-2--------T
            NO3 10YNO-3--------J
            NO4 10YNO-4--------9
            NO5 10Y1001A1001A48H
            PL 10YPL-AREA-----S
            PT 10YPT-REN------W
            RO 10YRO-TEL------P
            SE1 10Y1001A1001A44P
            SE2 10Y1001A1001A45N
            SE3 10Y1001A1001A46L
            SE4 10Y1001A1001A47J
            SI 10YSI-ELES-----O
            SK 10YSK-SEPS-----K
            """
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .map(words -> new BiddingZone(words[0], words[1]))
                    .toList();

    /// The zones whose prices are taken.
    public static List<BiddingZone> all() {
        return ALL;
    }

    /// The zone of a usual code or an EIC code.
    public static Optional<BiddingZone> of(String name) {
        return ALL.stream()
                .filter(zone -> zone.code.equals(name) || zone.eic.equals(name))
                .findFirst();
    }
}
