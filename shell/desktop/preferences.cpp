#include "shell/desktop/preferences.h"

#include <cstdlib>
#include <optional>
#include <utility>

namespace earshot::shell {
namespace {

constexpr const char* kPortal = "org.freedesktop.portal.Desktop";
constexpr const char* kPath = "/org/freedesktop/portal/desktop";

/// The value behind the first `'key'` that is of this type: a variant like `<uint32 1>`.
std::optional<std::string_view> value_of(std::string_view printed, std::string_view key,
                                         std::string_view type) {
  const std::string quoted = "'" + std::string(key) + "'";
  for (std::size_t at = printed.find(quoted); at != std::string_view::npos;
       at = printed.find(quoted, at + 1)) {
    std::string_view rest = printed.substr(at + quoted.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(",: "), rest.size()));
    if (!rest.starts_with('<')) continue;
    rest = rest.substr(1, rest.find('>') == std::string_view::npos ? 0 : rest.find('>') - 1);
    if (rest.starts_with(type)) return rest.substr(type.size());
  }
  return std::nullopt;
}

/// What a program is started by that is to end with us, even if we crash; nothing where there is no
/// such program.
std::vector<std::string> ending_with_us() {
  std::string setpriv = find_program("setpriv");
  if (setpriv.empty()) return {};
  return {std::move(setpriv), "--pdeathsig", "TERM", "--"};
}

/// Of gdbus; none where there is nobody to ask: asking would start a session bus.
std::vector<std::string> command(std::vector<std::string> before,
                                 const std::vector<std::string>& arguments) {
  std::string gdbus = find_program("gdbus");
  if (gdbus.empty() || std::getenv("DBUS_SESSION_BUS_ADDRESS") == nullptr) return {};
  before.push_back(std::move(gdbus));
  before.insert(before.end(), arguments.begin(), arguments.end());
  return before;
}

}  // namespace

void take_preferences(std::string_view printed, DesktopPreferences& preferences) {
  constexpr std::string_view kNumber = "uint32 ";
  // 0: no preference, 1: dark, 2: light.
  if (const auto scheme = value_of(printed, "color-scheme", kNumber))
    preferences.dark = *scheme == "1";
  if (const auto contrast = value_of(printed, "contrast", kNumber))
    preferences.contrast = *contrast == "1";
  if (const auto animations = value_of(printed, "enable-animations", ""))
    preferences.without_animations = *animations == "false";
  if (const auto motion = value_of(printed, "reduced-motion", kNumber))
    preferences.reduced_motion = *motion == "1";
}

PreferenceWatch::PreferenceWatch(Inbox& inbox)
    : inbox_(inbox),
      monitor_(
          command(ending_with_us(),
                  {"monitor", "--session", "--dest", kPortal, "--object-path", kPath}),
          [](const ProcessAnswer&) {}, [this](std::string_view line) { take(line); }),
      question_(command({}, {"call", "--session", "--timeout=5", "--dest", kPortal, "--object-path",
                             kPath, "--method", "org.freedesktop.portal.Settings.ReadAll",
                             "['org.freedesktop.appearance', 'org.gnome.desktop.interface']"}),
                [this](const ProcessAnswer& answer) {
                  if (answer.exit_code == 0) take(answer.output);
                }) {}

void PreferenceWatch::take(std::string_view printed) {
  const std::lock_guard lock(mutex_);
  const DesktopPreferences before = known_;
  take_preferences(printed, known_);
  if (known_ == before) return;
  reduced_motion_ = known_.reduced_motion || known_.without_animations;
  inbox_.post(app::SystemThemeChanged{.dark = known_.dark, .contrast = known_.contrast});
}

}  // namespace earshot::shell
