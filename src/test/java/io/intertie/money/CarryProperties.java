package io.intertie.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("money")
class CarryProperties {
    private static final BigInteger PICO_PER_MICRO = BigInteger.valueOf(1_000_000);

    @Test
    void aMillionRequestsLoseNothing() {
        var random = new Random(20261123);
        var charged = BigInteger.ZERO;
        var posted = BigInteger.ZERO;
        var carry = Carry.NONE;
        for (int i = 0; i < 1_000_000; i++) {
            var pico = random.nextLong(1L << (1 + random.nextInt(45)));
            var step = carry.plus(pico);
            charged = charged.add(BigInteger.valueOf(pico));
            posted = posted.add(BigInteger.valueOf(step.micro()));
            carry = step.rest();
        }
        assertEquals(
                charged, posted.multiply(PICO_PER_MICRO).add(BigInteger.valueOf(carry.pico())));
    }

    @Test
    void anyBatchesEndInTheSameCarry() {
        for (long seed = 1; seed <= 100; seed++) {
            var random = new Random(seed);
            var one = new Total();
            var batched = new Total();
            long batch = 0;
            for (int i = 0; i < 1_000; i++) {
                var pico = random.nextLong(3_000_000);
                one.add(pico);
                batch += pico;
                if (random.nextInt(7) == 0) {
                    batched.add(batch);
                    batch = 0;
                }
            }
            batched.add(batch);
            assertEquals(one.posted, batched.posted, "seed " + seed);
            assertEquals(one.carry, batched.carry, "seed " + seed);
        }
    }

    private static final class Total {
        private long posted;
        private Carry carry = Carry.NONE;

        void add(long pico) {
            var step = carry.plus(pico);
            posted += step.micro();
            carry = step.rest();
        }
    }

    @Test
    void theBoundariesOfOneMicro() {
        assertEquals(new Carry.Step(0, new Carry(999_999)), Carry.NONE.plus(999_999));
        assertEquals(new Carry.Step(1, Carry.NONE), Carry.NONE.plus(1_000_000));
        assertEquals(new Carry.Step(1, Carry.NONE), new Carry(999_999).plus(1));
        assertEquals(new Carry.Step(0, new Carry(7)), new Carry(7).plus(0));
        assertEquals(
                new Carry.Step(Long.MAX_VALUE / 1_000_000, new Carry(775_807)),
                Carry.NONE.plus(Long.MAX_VALUE));
    }

    @Test
    void whatDoesNotFitFails() {
        assertThrows(ArithmeticException.class, () -> new Carry(1).plus(Long.MAX_VALUE));
        assertThrows(CheckFailed.class, () -> Carry.NONE.plus(-1));
        assertThrows(CheckFailed.class, () -> new Carry(-1));
        assertThrows(CheckFailed.class, () -> new Carry(1_000_000));
    }
}
