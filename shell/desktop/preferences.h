#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "shell/desktop/inbox.h"
#include "shell/desktop/process.h"

namespace earshot::shell {

/// What the user prefers everywhere on the desktop.
struct DesktopPreferences {
  bool dark = false;
  bool contrast = false;
  bool reduced_motion = false;
  bool without_animations = false;  ///< how older desktops say the same
  bool operator==(const DesktopPreferences&) const = default;
};

/// Takes over what `printed` tells of settings, in the words of gdbus: the answer of the portal's
/// ReadAll, or a line of its monitor for a SettingChanged. Whatever else it is makes no difference.
/// Source: XDG Desktop Portal, org.freedesktop.portal.Settings; older desktops tell of animations
/// under org.gnome.desktop.interface only.
void take_preferences(std::string_view printed, DesktopPreferences& preferences);

/// Asks the desktop's settings portal what the user prefers, and follows it from then on; posts
/// SystemThemeChanged where it is, or becomes, something else. Without a session bus, or without
/// gdbus, nothing is known. Called from one thread.
class PreferenceWatch {
 public:
  /// `inbox` must outlive this.
  explicit PreferenceWatch(Inbox& inbox);
  ~PreferenceWatch() = default;
  PreferenceWatch(const PreferenceWatch&) = delete;
  PreferenceWatch& operator=(const PreferenceWatch&) = delete;

  /// Asked for in either way. From any thread.
  bool reduced_motion() const { return reduced_motion_; }

 private:
  void take(std::string_view printed);

  Inbox& inbox_;
  std::mutex mutex_;
  DesktopPreferences known_;
  std::atomic<bool> reduced_motion_ = false;
  // Last: their threads use all of the above.
  Process monitor_, question_;
};

}  // namespace earshot::shell
