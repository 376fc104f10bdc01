#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <optional>

#include "shell/common/library_store.h"

namespace earshot::shell {
namespace {

namespace fs = std::filesystem;

// One program writes to a library at a time. Natively only: under Node there are neither locks on
// files nor processes to hold them (shell/common/library_lock_none.cpp).

/// A folder that is gone after the test.
class LibraryLockTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    library_ = fs::temp_directory_path() /
               ("earshot-lock-" + std::to_string(getpid()) + "-" + info->name());
    fs::remove_all(library_);
  }
  void TearDown() override { fs::remove_all(library_); }

  Result<LibraryStore> open(LibraryStore::Access access) const {
    return LibraryStore::open(library_, access);
  }

  fs::path library_;
};

TEST_F(LibraryLockTest, LetsOneWriteAndOthersRead) {
  std::optional<LibraryStore> writer = open(LibraryStore::Access::Write).value();
  EXPECT_TRUE(writer->can_write());
  const auto second = open(LibraryStore::Access::Write);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::InUse);
  EXPECT_THAT(second.error().detail, testing::HasSubstr(std::to_string(getpid())));
  EXPECT_FALSE(open(LibraryStore::Access::Read).value().can_write());
  writer.reset();
  EXPECT_TRUE(open(LibraryStore::Access::Write).value().can_write());
}

TEST_F(LibraryLockTest, IsFreeAgainAfterItsWriterWasKilled) {
  int is_open[2] = {};
  ASSERT_EQ(pipe(is_open), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const LibraryStore store = open(LibraryStore::Access::Write).value();
    (void)!::write(is_open[1], "x", 1);
    for (;;)
      pause();
  }
  char byte = 0;
  ASSERT_EQ(::read(is_open[0], &byte, 1), 1);
  EXPECT_FALSE(open(LibraryStore::Access::Write));
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  EXPECT_TRUE(open(LibraryStore::Access::Write));
  close(is_open[0]);
  close(is_open[1]);
}

}  // namespace
}  // namespace earshot::shell
