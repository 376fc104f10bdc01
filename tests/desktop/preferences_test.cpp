#include "shell/desktop/preferences.h"

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>

#include <gtest/gtest.h>

namespace earshot::shell {
namespace {

namespace fs = std::filesystem;

DesktopPreferences told(std::string_view printed, DesktopPreferences before = {}) {
  take_preferences(printed, before);
  return before;
}

TEST(Preferences, AreReadFromAllThatThePortalKnows) {
  const std::string_view all =
      "({'org.gnome.desktop.interface': {'color-scheme': <'default'>, 'enable-animations': <false>}"
      ", 'org.freedesktop.appearance': {'contrast': <uint32 1>, 'color-scheme': <uint32 1>}},)\n";
  EXPECT_EQ(told(all),
            (DesktopPreferences{.dark = true, .contrast = true, .without_animations = true}));
}

TEST(Preferences, AreReadFromAChangeOfOne) {
  const std::string head =
      "/org/freedesktop/portal/desktop: org.freedesktop.portal.Settings.SettingChanged ";
  const DesktopPreferences all{.dark = true, .contrast = true, .reduced_motion = true};
  EXPECT_EQ(told(head + "('org.freedesktop.appearance', 'color-scheme', <uint32 2>)", all),
            (DesktopPreferences{.contrast = true, .reduced_motion = true}));
  EXPECT_EQ(told(head + "('org.freedesktop.appearance', 'contrast', <uint32 0>)", all),
            (DesktopPreferences{.dark = true, .reduced_motion = true}));
  EXPECT_EQ(told(head + "('org.gnome.desktop.interface', 'enable-animations', <false>)"),
            DesktopPreferences{.without_animations = true});
  EXPECT_EQ(told(head + "('org.freedesktop.appearance', 'reduced-motion', <uint32 1>)"),
            DesktopPreferences{.reduced_motion = true});
}

TEST(Preferences, StayWhereSomethingElseIsTold) {
  const DesktopPreferences all{.dark = true, .contrast = true, .reduced_motion = true};
  for (const std::string_view line :
       {"", "Monitoring signals on object /org/freedesktop/portal/desktop",
        "('org.gnome.desktop.interface', 'color-scheme', <'prefer-light'>)", "'color-scheme'",
        "'color-scheme': <uint32 2", "'contrast': <>"})
    EXPECT_EQ(told(line, all), all) << line;
}

/// A gdbus that answers what it is asked once, and whose monitor tells of one change.
class PreferenceWatchTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "earshot-preferences-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    path_ = std::getenv("PATH") != nullptr ? std::getenv("PATH") : "";
    setenv("PATH", (folder_.string() + ":" + path_).c_str(), 1);
    had_bus_ = std::getenv("DBUS_SESSION_BUS_ADDRESS") != nullptr;
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", 0);
  }
  void TearDown() override {
    setenv("PATH", path_.c_str(), 1);
    if (!had_bus_) unsetenv("DBUS_SESSION_BUS_ADDRESS");
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  /// `after` is what the monitor tells once the question is answered.
  void put_program(std::string_view answer, std::string_view after) {
    const fs::path program = folder_ / "gdbus";
    const std::string asked = (folder_ / "asked").string();
    // The monitor waits at a named pipe until the question was put.
    std::ofstream(program) << "#!/bin/sh\nif [ \"$1\" = call ]; then echo \"" << answer
                           << "\"; exec 1>&-; echo put > " << asked << "; else read put < " << asked
                           << "; echo \"" << after << "\"; sleep 600; fi\n";
    fs::permissions(program, fs::perms::owner_all);
    ASSERT_EQ(std::system(("mkfifo " + asked).c_str()), 0);
  }

  fs::path folder_;
  std::string path_;
  bool had_bus_ = false;
};

TEST_F(PreferenceWatchTest, TellsWhatIsPreferredAndWhatItBecomes) {
  put_program("({'org.freedesktop.appearance': {'color-scheme': <uint32 1>}},)",
              "S.SettingChanged ('org.gnome.desktop.interface', 'enable-animations', <false>)");
  std::mutex mutex;
  std::condition_variable woken;
  int wakes = 0;
  Inbox inbox([&] {
    const std::lock_guard lock(mutex);
    ++wakes;
    woken.notify_one();
  });
  const PreferenceWatch watch(inbox);
  int told = 0;
  bool dark = false;
  while (told < 2) {
    {
      std::unique_lock lock(mutex);
      ASSERT_TRUE(woken.wait_for(lock, std::chrono::minutes(1), [&] { return wakes > 0; }));
      --wakes;
    }
    for (const app::Action& action : inbox.take()) {
      const auto* const change = std::get_if<app::SystemThemeChanged>(&action);
      ASSERT_NE(change, nullptr);
      dark = change->dark;
      ++told;
    }
  }
  EXPECT_TRUE(dark);
  EXPECT_TRUE(watch.reduced_motion());
}

TEST_F(PreferenceWatchTest, TellsNothingWhereNobodyCanBeAsked) {
  setenv("PATH", folder_.c_str(), 1);  // without a gdbus
  Inbox inbox([] {});
  {
    const PreferenceWatch watch(inbox);
    EXPECT_FALSE(watch.reduced_motion());
  }
  EXPECT_TRUE(inbox.take().empty());
}

}  // namespace
}  // namespace earshot::shell
