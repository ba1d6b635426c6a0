/// The pages: templates, charts, figures, and one `…Page` for each address.
///
/// **Owns** the look, the words (messages*.properties) and how amounts and times are written.
/// **Leaves to others** every decision about money, access and prices: a page asks the rooms and
/// shows their answer. **Always true** no page carries an inline script or style, so the strict
/// content policy holds (`TemplatesTest`); every word has a key in both languages (`MessagesTest`);
/// a member sees their own organisation's things only.
@org.jspecify.annotations.NullMarked
package io.intertie.web;
