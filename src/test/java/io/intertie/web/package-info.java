/// Tests of the pages.
@org.jspecify.annotations.NullMarked
package io.intertie.web;
