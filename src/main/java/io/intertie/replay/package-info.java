/// What a request that is sent again is answered by.
///
/// [Replays] is the story for who names an idempotency key: the first request of a key runs, the
/// same one again gets the same answer, and is never run or charged again. [Recent] remembers for a
/// moment what clients without a key may ask again by themselves. **Owns** `replay`. **Leaves to
/// others** what an answer is (`gateway`) and what it cost (`metering`).
///
/// **Always true** of two requests with one key one runs (`RepeatsTest`); an answer is at rest only
/// sealed, and opens for its request alone; what an organisation wants not retained is not kept.
@org.jspecify.annotations.NullMarked
package io.intertie.replay;
