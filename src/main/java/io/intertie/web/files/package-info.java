/// Files that come with a form, with script and without.
///
/// **Owns** how `multipart/form-data` becomes an ordinary form. **Leaves to others** what a file
/// says: the room that takes it in reads its bytes and refuses what is none of its documents.
/// **Always true** a file is held in memory and no longer than web.xml allows; its name is only
/// ever shown (`UploadsTest`).
@org.jspecify.annotations.NullMarked
package io.intertie.web.files;
