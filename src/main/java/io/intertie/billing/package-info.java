/// How money enters: top-ups; later invoices and credit notes.
@org.jspecify.annotations.NullMarked
package io.intertie.billing;
