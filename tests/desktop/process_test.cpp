#include "shell/desktop/process.h"

#include <future>
#include <memory>

#include <gtest/gtest.h>

namespace earshot::shell {
namespace {

ProcessAnswer answer_of(std::vector<std::string> arguments) {
  std::promise<ProcessAnswer> promise;
  const Process process(std::move(arguments),
                        [&promise](ProcessAnswer answer) { promise.set_value(std::move(answer)); });
  return promise.get_future().get();
}

TEST(Process, HandsOverOutputAndExitCode) {
  const ProcessAnswer answer = answer_of({find_program("sh"), "-c", "echo said; exit 3"});
  EXPECT_EQ(answer.output, "said\n");
  EXPECT_EQ(answer.exit_code, 3);
}

TEST(Process, PassesArgumentsWithoutAShell) {
  EXPECT_EQ(answer_of({find_program("echo"), "$HOME; ls", "'"}).output, "$HOME; ls '\n");
}

TEST(Process, SaysThatAProgramCouldNotBeStarted) {
  EXPECT_EQ(answer_of({"/nowhere/at/all"}).exit_code, -1);
  EXPECT_EQ(answer_of({""}).exit_code, -1);
}

TEST(Process, IsEndedWithItsOwner) {
  bool told = false;
  auto process = std::make_unique<Process>(
      std::vector<std::string>{find_program("sleep"), "600"},
      [&told](const ProcessAnswer& answer) { told = answer.exit_code == -1; });
  EXPECT_TRUE(process->running());
  process.reset();
  EXPECT_TRUE(told);
}

TEST(Process, TellsItsLinesAsTheyCome) {
  // It goes on until it is ended: its lines do not wait for that.
  std::promise<std::vector<std::string>> promise;
  std::vector<std::string> lines;
  const Process process(
      {find_program("sh"), "-c", "echo one; echo; printf tw; echo o; sleep 600"},
      [](const ProcessAnswer&) {},
      [&](std::string_view line) {
        lines.emplace_back(line);
        if (line == "two") promise.set_value(lines);
      });
  EXPECT_EQ(promise.get_future().get(), (std::vector<std::string>{"one", "", "two"}));
}

TEST(Process, PassesOverALineWithoutAnEnd) {
  std::vector<std::string> lines;
  {
    std::promise<void> ended;
    const Process process(
        {find_program("sh"), "-c", "head -c 3000000 /dev/zero; echo; echo next; printf rest"},
        [&](const ProcessAnswer& answer) {
          EXPECT_EQ(answer.output, "");
          ended.set_value();
        },
        [&](std::string_view line) { lines.emplace_back(line); });
    ended.get_future().wait();
  }
  EXPECT_EQ(lines, std::vector<std::string>{"next"});
}

TEST(FindProgram, IsEmptyForWhatIsNotThere) {
  EXPECT_EQ(find_program("no-such-program-at-all"), "");
  EXPECT_NE(find_program("sh"), "");
}

}  // namespace
}  // namespace earshot::shell
