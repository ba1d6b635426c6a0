/// What organisations are told of the prices that concern them: [NoticeReading] reads of it,
/// [NoticeWriter] writes it down, [Notices] shows it, [WebhookSending] carries it to the address
/// that an organisation set, and [MailSending] to its people by e-mail.
///
/// **Owns** notices, webhooks, who gets mail, and the deliveries of both. **Leaves to others** what
/// a price is (`tariff`) and who subscribes (`access`).
///
/// **Always true**
/// - an organisation is told once of a version, whatever is told twice and whichever node is killed
///   (`NoticesTest`, `OutboxReaderTest`);
/// - nobody sees another's notices or webhook (`NoticesTest`);
/// - a webhook reaches public addresses only, and its request is signed as Standard Webhooks says
///   (`WebhookSendingTest`), and none that does not answer holds up another (`HostileHooksTest`);
/// - a mail goes to its organisation's people or the address that it set, and to nobody where it
///   wants none (`MailSendingTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.notice;
