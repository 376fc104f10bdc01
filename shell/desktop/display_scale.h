#pragma once

#include <string_view>

namespace earshot::shell {

/// The pixels a point has, as far as the environment and X11's resources say: GDK_SCALE (times
/// GDK_DPI_SCALE) first, then Xft.dpi over 96. 1 where nothing is said, or something absurd.
///
/// Wayland is not asked here: SDL says the ratio of drawable and window there.
float system_scale();

/// Xft.dpi in the text of X11's resources ("Xft.dpi:\t192"); 0 where it is missing.
float xft_dpi(std::string_view resources);

}  // namespace earshot::shell
