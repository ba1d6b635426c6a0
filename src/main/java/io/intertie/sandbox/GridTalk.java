package io.intertie.sandbox;

import java.util.List;
import java.util.Random;

/// An endless talk about electricity grids and markets, the same for the same seed.
final class GridTalk {
    private static final List<String> SENTENCES =
            """
            A grid is balanced when generation meets demand at every moment.
            Frequency falls when demand outruns generation and rises when it lags behind.
            An intertie lets two regions share reserves and smooth their peaks.
            Night hours are cheap where the base load runs on and the city sleeps.
            Wind often blows hardest when fewer people need its power.
            A data center can follow the price and move its work into a cheaper hour.
            Solar output peaks near noon and leaves a steep ramp for the evening.
            Reserve capacity is paid to wait, and it earns its keep in a single hour.
            Congestion splits one market into zones, each with a price of its own.
            The marginal plant sets the price for every plant that runs.
            Heat limits a line, so a cold day carries more power than a hot one.
            Pumped storage buys water uphill at night and sells it back at noon.
            A tariff with bands tells the buyer when a kilowatt hour is dear.
            Losses grow with the square of the current, so long lines run at high voltage.
            A token costs little energy, yet a billion tokens fill a cable.
            Cooling takes its share of every watt that a server draws.
            Rivers fill the reservoirs in spring and the turbines run through summer.
            Demand response pays a factory to pause for a quarter of an hour.
            A battery earns on the spread between the valley and the peak.
            Day-ahead auctions fix most volumes and intraday trade mends the forecast.
            Curtailed wind is energy that found no line to travel on.
            Every exchange across a border needs a meter on both sides.
            The settlement window closes, the meters are read, and the sums must agree.
            Inertia in a turning rotor buys the operator a few calm seconds.
            Ancillary services keep voltage and frequency inside narrow bands.
            A forecast error of one percent can move the evening price by ten.
            Direct current carries power far under the sea with small losses.
            The cheapest megawatt hour is the one that nobody needs at the peak.
            A seasonal tariff is higher in the months when rivers run low.
            Transformers age faster when they run hot for many hours.
            Power flows by the laws of physics and is paid by the laws of trade.
            An export of inference is an export of electricity in another form.
            """
                    .lines()
                    .toList();

    private final Random random;
    private int last = -1;

    GridTalk(long seed) {
        random = new Random(seed);
    }

    /// How many sentences an answer has when nobody asks for a length.
    int usualLength() {
        return 2 + random.nextInt(3);
    }

    String next() {
        int pick = random.nextInt(SENTENCES.size());
        if (pick == last) {
            pick = (pick + 1) % SENTENCES.size();
        }
        last = pick;
        return SENTENCES.get(pick);
    }
}
