/// The requests and answers of organisations that want them kept.
///
/// [Logs] is the story: an organisation's own member allows them for a time, the gateway hands a
/// [Log] over to the [LogIntake], the organisation's members read, take away and delete it, and it
/// is deleted when its time is over. **Owns** `request_log`. **Leaves to others** whose calls are
/// kept and how long (`access`), and what an answer is (`gateway`).
///
/// **Always true** nothing is kept of whom nobody asked for it (`NothingKeptTest`), nor a moment
/// longer than was asked (`LogsTest`); a body is at rest only sealed, and opens for its request
/// alone; only the organisation's own members read it, and the trail tells who did; handing a log
/// over waits for nothing, and what does not fit is lost and counted (`WriteBehindTest`,
/// `LogIntakeTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.logs;
