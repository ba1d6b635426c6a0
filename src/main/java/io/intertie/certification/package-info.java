/// Proves that a listing keeps its promises before a buyer relies on it: [Certification] starts a
/// run against the real endpoint, an `Examination` walks its steps, a `Probe` makes each call.
///
/// **Owns** runs (`certification_run`), what each step asks, and what is to be done about a
/// finding. **Leaves to others** a listing's life (`catalog`), what buyers measure later
/// (`quality`). **Always true** a run costs no buyer anything: it calls with the provider's own
/// credential, past admission and metering; only allowed addresses are reached, by the same guarded
/// connections as the gateway's (`ExaminationTest`); a credential is never kept in a run's text and
/// an answer only bounded and without control characters (`ShownTest`); one run of a listing at a
/// time, each step has a deadline, and a run whose node has gone is marked so
/// (`CertificationTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.certification;
