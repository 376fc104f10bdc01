#pragma once

#include <span>

#include "harness.h"

namespace earshot::ui::testing {

/// One of the things that the screen shows, as the audits of its look go through them.
///
/// Everything that comes from files is in Greek there, so that Latin letters are the program's own
/// words (and none are in "en-XA").
struct ScreenState {
  const char* name;
  /// Brings a new harness of any size there, in whatever language it has.
  void (*enter)(Harness&);
};
std::span<const ScreenState> screen_states();

}  // namespace earshot::ui::testing
