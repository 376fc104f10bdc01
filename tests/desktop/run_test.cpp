// The whole program under a display of its own. What the screen says is read from the semantic tree
// that --dump-semantics prints.

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "program.h"
#include "shell/common/file_system.h"
#include "shell/desktop/process.h"

namespace earshot::shell {
namespace {

namespace fs = std::filesystem;

constexpr int kSeconds = 120;  // under sanitizers, on a busy machine, in software

/// Xvfb on a display number of its own choice.
class Display {
 public:
  Display(const std::string& program, const fs::path& folder) {
    const std::string number = (folder / "display").string();
    const std::string shell = find_program("sh");
    server_ = std::make_unique<Program>(
        std::vector<std::string>{shell, "-c",
                                 "exec \"$0\" -displayfd 3 -screen 0 1280x1024x24 "
                                 "-nolisten tcp 3>\"$1\"",
                                 program, number},
        std::vector<std::string>{}, (folder / "xvfb.log").string());
    for (int tries = 0; tries < kSeconds * 20 && name_.empty(); ++tries) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      const auto bytes = read_file(number, 64);
      if (!bytes || bytes->empty() || static_cast<char>(bytes->back()) != '\n') continue;
      name_ = ":" + std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size() - 1);
    }
  }
  ~Display() {
    server_->send(SIGTERM);
    server_->wait(10);
  }
  const std::string& name() const { return name_; }

 private:
  std::unique_ptr<Program> server_;
  std::string name_;
};

class DesktopRun : public testing::Test {
 protected:
  void SetUp() override {
    const std::string x_server = find_program("Xvfb");
    if (x_server.empty()) GTEST_SKIP() << "EARSHOT_TEST_SKIPPED: Xvfb is not installed";
    std::string name = (fs::temp_directory_path() / "earshot-desktop-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    display_ = std::make_unique<Display>(x_server, folder_);
    ASSERT_NE(display_->name(), "");
  }
  void TearDown() override {
    display_.reset();
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }

  std::unique_ptr<Program> start(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), EARSHOT_DESKTOP_PROGRAM);
    return std::make_unique<Program>(
        std::move(arguments),
        std::vector<std::string>{"DISPLAY=" + display_->name(), "SDL_VIDEODRIVER=x11",
                                 "LIBGL_ALWAYS_SOFTWARE=1", "XDG_DATA_HOME=" + folder_.string(),
                                 // The graphics driver's and SDL's own leaks are not ours.
                                 "ASAN_OPTIONS=detect_leaks=0"},
        (folder_ / ("output" + std::to_string(++outputs_))).string());
  }
  std::string tree(std::vector<std::string> arguments) {
    arguments.push_back("--dump-semantics");
    const auto program = start(std::move(arguments));
    EXPECT_EQ(program->wait(kSeconds), 0) << program->output();
    return program->output();
  }
  std::string put(const std::string& name, std::string_view text) const {
    EXPECT_TRUE(write_file_atomically(folder_ / name, std::as_bytes(std::span(text))));
    return (folder_ / name).string();
  }
  std::string library() const { return (folder_ / "library").string(); }
  /// Waits until the library lists a pack.
  bool pack_is_kept() const {
    for (int tries = 0; tries < kSeconds * 20; ++tries) {
      std::error_code error;
      const auto bytes = read_file(fs::path(library()) / "library.json", 1 << 20);
      if (bytes && std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size())
                           .find("\"id\"") != std::string_view::npos) {
        return true;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
  }

  fs::path folder_;
  std::unique_ptr<Display> display_;
  int outputs_ = 0;
};

constexpr std::string_view kTalk =
    "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>The harbour was quiet.\n\n"
    "00:05.000 --> 00:09.000\n<v Ben>Until the ferry came.\n";

TEST_F(DesktopRun, KeepsWhatWasNamedOnTheCommandLineAndEndsInOrderWhenAsked) {
  {
    const auto program =
        start({"--no-demo", "--library", library(), put("quiet-harbour.vtt", kTalk)});
    ASSERT_TRUE(pack_is_kept()) << program->output();
    program->send(SIGTERM);
    EXPECT_EQ(program->wait(kSeconds), 0) << program->output();
  }
  const std::string shown = tree({"--no-demo", "--library", library()});
  EXPECT_NE(shown.find("harbour"), std::string::npos) << shown;
}

TEST_F(DesktopRun, FindsWhatIsAskedFor) {
  const std::string shown = tree({"--no-demo", "--library", library(), "--do", "query:ferry",
                                  put("quiet-harbour.vtt", kTalk)});
  EXPECT_NE(shown.find("Until the ferry came"), std::string::npos) << shown;
}

/// The top edge of the first node of that name, in points; -1e9 where there is none.
float top_of(const std::string& tree, const std::string& name) {
  const std::size_t node = tree.find("\"name\":\"" + name + '"');
  const std::size_t rect = tree.find("\"rect\":[", node);
  const std::size_t comma = tree.find(',', rect);
  return comma == std::string::npos ? -1e9F : std::strtof(tree.c_str() + comma + 1, nullptr);
}

TEST_F(DesktopRun, AFingerThrowsWhatADialogShows) {
  const std::vector<std::string> dialog = {"--no-demo", "--size", "800x500", "--do",
                                           "dialog:shortcuts"};
  std::vector<std::string> thrown = dialog;
  thrown.insert(thrown.end(), {"--do", "swipe:400,400,-120"});
  const float before = top_of(tree(dialog), "Library"), after = top_of(tree(thrown), "Library");
  EXPECT_LT(after, before - 200) << "by the finger's way, and on";
  EXPECT_GT(after, before - 1000);
}

TEST_F(DesktopRun, AFingersTapPresses) {
  const std::string shown = tree({"--no-demo", "--size", "800x500", "--do", "tap:770,25"});
  EXPECT_NE(shown.find("\"role\":\"menu\""), std::string::npos) << shown;
}

TEST_F(DesktopRun, AFingerThatRestsSelectsAWord) {
  const std::string talk = put("quiet-harbour.vtt", kTalk);
  const std::string shown = tree({"--no-demo", "--size", "1280x800", "--do", "hold:480,257", talk});
  EXPECT_NE(shown.find("\"role\":\"toolbar\",\"name\":\"Selection\""), std::string::npos) << shown;
}

TEST_F(DesktopRun, TwoFingersMakeTheTextLarger) {
  const std::string talk = put("quiet-harbour.vtt", kTalk);
  const std::vector<std::string> still = {"--no-demo", "--size", "1280x800", talk};
  std::vector<std::string> pinched = still;
  pinched.insert(pinched.end(), {"--do", "pinch:400,300,1.5"});
  const std::string second = "Until the ferry came.";
  EXPECT_GT(top_of(tree(pinched), second), top_of(tree(still), second));
}

TEST_F(DesktopRun, WritesAPicture) {
  const std::string picture = (folder_ / "about.png").string();
  const auto program =
      start({"--shot", picture, "--state", "about", "--size", "640x480", "--theme", "dark"});
  EXPECT_EQ(program->wait(kSeconds), 0) << program->output();
  const auto bytes = read_file(picture, std::size_t{64} << 20);
  ASSERT_TRUE(bytes);
  ASSERT_GT(bytes->size(), 24u);
  const auto number_at = [&](std::size_t at) {
    return std::to_integer<int>((*bytes)[at + 2]) * 256 + std::to_integer<int>((*bytes)[at + 3]);
  };
  EXPECT_EQ(number_at(16), 640);
  EXPECT_EQ(number_at(20), 480);
}

TEST_F(DesktopRun, SaysThatThereIsNoDisplay) {
  Program program({EARSHOT_DESKTOP_PROGRAM, "--library", library()},
                  {"DISPLAY=", "WAYLAND_DISPLAY=", "SDL_VIDEODRIVER=x11"},
                  (folder_ / "output").string());
  EXPECT_EQ(program.wait(kSeconds), 3);
  EXPECT_NE(program.output().find("no screen"), std::string::npos) << program.output();
}

TEST_F(DesktopRun, RefusesAWrongCall) {
  const auto program = start({"--sise", "1x1"});
  EXPECT_EQ(program->wait(kSeconds), 2);
  EXPECT_NE(program->output().find("--sise"), std::string::npos);
}

}  // namespace
}  // namespace earshot::shell
