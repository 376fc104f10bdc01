#include "shell/desktop/uri_list.h"

#include <cstdio>
#include <filesystem>
#include <string>

#include <unistd.h>

#include <gtest/gtest.h>

namespace earshot::shell {
namespace {

using Paths = std::vector<std::string>;

class UriList : public testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() /
            ("earshot uri " + std::to_string(getpid()) + ".vtt");
    std::FILE* const file = std::fopen(file_.c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::fclose(file);
  }
  void TearDown() override { std::filesystem::remove(file_); }
  /// The file's address, its spaces escaped.
  std::string address() const {
    std::string text = "file://";
    for (const char letter : file_.string())
      text += letter == ' ' ? std::string("%20") : std::string(1, letter);
    return text;
  }

  std::filesystem::path file_;
};

TEST_F(UriList, GivesThePathsOfAddressesAndOfPlainPaths) {
  EXPECT_EQ(paths_in_uri_list(address() + "\r\n" + file_.string() + "\n"),
            (Paths{file_.string(), file_.string()}));
}

TEST_F(UriList, PassesOverCommentsAndTheVerbOfAFileManager) {
  EXPECT_EQ(paths_in_uri_list("copy\n# two\n" + address()), Paths{file_.string()});
}

TEST_F(UriList, IsEmptyWhereALineIsNoExistingFile) {
  EXPECT_EQ(paths_in_uri_list(address() + "\nhello"), Paths{});
  EXPECT_EQ(paths_in_uri_list(address() + "-gone"), Paths{});
  EXPECT_EQ(paths_in_uri_list("https://example.org/a.vtt"), Paths{});
  EXPECT_EQ(paths_in_uri_list(""), Paths{});
}

TEST_F(UriList, LeavesADamagedEscapeAsItIs) {
  EXPECT_EQ(paths_in_uri_list("file:///%"), Paths{});
  EXPECT_EQ(paths_in_uri_list("file:///%zz%00"), Paths{});
}

}  // namespace
}  // namespace earshot::shell
