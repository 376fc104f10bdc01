#include "shell/desktop/services.h"

#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "app/app.h"
#include "pack/merge_plan.h"
#include "shell/common/file_system.h"

namespace earshot::shell {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTalk =
    "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>The harbour was quiet.\n";

/// The app with its services and no window: what the loop does, without drawing.
class Host {
 public:
  explicit Host(const fs::path& library)
      : app_(app::BuildFacts{}), inbox_([] {}), services_(setup(library), inbox_) {
    services_.load();
    settle();
  }

  void settle() {
    bool told = true;
    while (told || app_.import().running) {
      services_.drain();
      told = false;
      for (app::Action& action : inbox_.take()) {
        told = true;
        app_.dispatch(std::move(action));
      }
      for (app::Effect& effect : app_.take_effects())
        services_.carry_out(effect);
    }
  }
  std::size_t episodes() const { return app_.library().episodes.size(); }

  app::App& app() { return app_; }
  Services& services() { return services_; }

 private:
  static Services::Setup setup(const fs::path& library) {
    Services::Setup setup;
    setup.library = library.string();
    setup.pages = (library.parent_path() / "pages").string();
    return setup;
  }

  app::App app_;
  Inbox inbox_;
  Services services_;
};

class ServicesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "earshot-services-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    fs::create_directories(folder_ / "tapes");
  }
  void TearDown() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string put(const std::string& name, std::string_view text) {
    const fs::path path = folder_ / "tapes" / name;
    EXPECT_TRUE(write_file_atomically(path, std::as_bytes(std::span(text))));
    return path.string();
  }
  fs::path library() const { return folder_ / "library"; }

  fs::path folder_;
};

TEST_F(ServicesTest, KeepWhatWasImportedForTheNextStart) {
  {
    Host host(library());
    host.services().import_paths({put("one.vtt", kTalk)});
    host.settle();
    EXPECT_EQ(host.episodes(), 1u);
  }
  EXPECT_EQ(Host(library()).episodes(), 1u);
}

TEST_F(ServicesTest, WriteThePlainPageAsAFile) {
  Host host(library());
  host.services().import_paths({put("one.vtt", kTalk)});
  host.settle();
  ASSERT_TRUE(host.app().reader().open);
  const std::string usual_path = std::getenv("PATH");
  setenv("PATH", folder_.c_str(), 1);  // no browser is to come up
  host.app().dispatch(app::ShowPlainPage{});
  host.settle();
  setenv("PATH", usual_path.c_str(), 1);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder_ / "pages"))
    files.push_back(entry.path());
  ASSERT_EQ(files.size(), 1u);
  const auto bytes = read_file(files[0], 1u << 20);
  ASSERT_TRUE(bytes);
  const std::string_view html(reinterpret_cast<const char*>(bytes->data()), bytes->size());
  EXPECT_TRUE(html.starts_with("<!doctype html>"));
  EXPECT_NE(html.find("The harbour was quiet."), std::string_view::npos);
}

TEST_F(ServicesTest, ShowALibraryThatAnotherProgramKeepsAndLeaveItAlone) {
  const std::string other = put("two.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\nAnother talk.\n");
  {
    Host first(library());
    first.services().import_paths({put("one.vtt", kTalk)});
    first.settle();
    Host second(library());
    EXPECT_EQ(second.episodes(), 1u);
    EXPECT_TRUE(second.app().notice().is_error);
    EXPECT_NE(second.app().notice().text.find("in use"), std::string_view::npos);
    second.services().import_paths({other});
    second.settle();
    EXPECT_EQ(second.episodes(), 2u);
  }
  EXPECT_EQ(Host(library()).episodes(), 1u);
}

TEST_F(ServicesTest, GatherAFolderIntoOneJobNamedAfterIt) {
  put("one.vtt", kTalk);
  put("two.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\nAnother talk.\n");
  Host host(library());
  host.services().import_paths({(folder_ / "tapes").string()});
  host.settle();
  EXPECT_EQ(host.app().import().report.size(), 2u);
  ASSERT_EQ(host.app().library().shows.size(), 1u);
  EXPECT_EQ(host.app().library().shows[0].title, "tapes");
}

TEST_F(ServicesTest, ImportPastedTextAsAFileAndPastedPathsAsFiles) {
  Host host(library());
  host.services().import_pasted(put("one.vtt", kTalk) + "\n");
  host.settle();
  ASSERT_EQ(host.app().import().report.size(), 1u);
  EXPECT_EQ(host.app().import().report[0].path, "one.vtt");

  host.services().import_pasted(std::string("# Notes\n\n- on the ferry\n"));
  host.settle();
  ASSERT_EQ(host.app().import().report.size(), 1u);
  EXPECT_TRUE(host.app().import().report[0].path.starts_with("pasted text "));
}

TEST_F(ServicesTest, SayThatAFileIsNotThere) {
  Host host(library());
  host.services().import_paths({(folder_ / "gone.vtt").string()});
  host.settle();
  EXPECT_TRUE(host.app().notice().is_error);
  EXPECT_NE(host.app().notice().text.find("gone.vtt"), std::string_view::npos);
}

TEST_F(ServicesTest, WorkOnWhereTheLibraryCannotBeKept) {
  put("blocked", "a file where the folder should be");
  Host host(folder_ / "tapes" / "blocked");
  EXPECT_TRUE(host.app().notice().is_error);
  host.services().import_paths({put("one.vtt", kTalk)});
  host.settle();
  EXPECT_EQ(host.episodes(), 1u);
}

TEST_F(ServicesTest, StoreTheLastOfManyUserData) {
  {
    Host host(library());
    for (int step = 1; step <= 50; ++step)
      host.app().dispatch(app::SetZoom{1.0F + static_cast<float>(step) / 50});
    host.settle();
  }
  EXPECT_FLOAT_EQ(Host(library()).app().settings().zoom, 2.0F);
}

TEST_F(ServicesTest, EndWithinAnImport) {
  std::vector<std::string> paths;
  for (int number = 0; number < 50; ++number)
    paths.push_back(put("talk" + std::to_string(number) + ".vtt", kTalk));
  {
    Host host(library());
    host.services().import_paths(paths);
    host.services().drain();
  }
  Host again(library());  // as before or as after, and readable
  EXPECT_FALSE(again.app().notice().is_error);
}

TEST_F(ServicesTest, MergesSmallPacksAndKeepsTheResult) {
  {
    Host host(library());
    for (std::size_t i = 0; i <= pack::kMaxSmallPacks; ++i) {
      const std::string talk = std::string(kTalk) + "and number " + std::to_string(i) + "\n";
      host.services().import_paths({put("talk" + std::to_string(i) + ".vtt", talk)});
      host.settle();
    }
    EXPECT_EQ(host.episodes(), pack::kMaxSmallPacks + 1);
    host.app().dispatch(app::QueryChanged{"harbour"});
    EXPECT_EQ(host.app().results().total, pack::kMaxSmallPacks + 1);
  }
  const auto store = LibraryStore::open(library(), LibraryStore::Access::Read);
  ASSERT_TRUE(store);
  EXPECT_EQ(store->manifest().packs.size(), 1u);
  Host again(library());
  EXPECT_EQ(again.episodes(), pack::kMaxSmallPacks + 1);
}

}  // namespace
}  // namespace earshot::shell
