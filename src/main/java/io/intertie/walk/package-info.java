/// A market day by script, through public interfaces only: what `deploy/walk` runs.
///
/// **Owns** the order of the steps and the figures it prints. **Leaves to others** everything else:
/// it speaks HTTP to a running market and imports no room. **Always true** every figure printed was
/// read from the market; a step whose figures disagree ends the walk with an error. Outside the
/// WAR.
@org.jspecify.annotations.NullMarked
package io.intertie.walk;
