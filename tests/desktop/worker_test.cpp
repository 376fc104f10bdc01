#include "shell/desktop/worker.h"

#include <vector>

#include <gtest/gtest.h>

#include "shell/desktop/inbox.h"

namespace earshot::shell {
namespace {

TEST(Worker, CarriesOutTasksInTheirOrder) {
  std::vector<int> done;
  Worker worker;
  for (int number = 0; number < 100; ++number)
    worker.run([&done, number] { done.push_back(number); });
  worker.drain();
  ASSERT_EQ(done.size(), 100u);
  for (int number = 0; number < 100; ++number)
    EXPECT_EQ(done[static_cast<std::size_t>(number)], number);
}

TEST(Worker, CarriesOutWhatIsQueuedBeforeItEnds) {
  int done = 0;
  {
    Worker worker;
    for (int number = 0; number < 10; ++number)
      worker.run([&done] { ++done; });
  }
  EXPECT_EQ(done, 10);
}

TEST(Inbox, WakesOnceUntilItIsEmptied) {
  int wakes = 0;
  Inbox inbox([&wakes] { ++wakes; });
  inbox.post(app::StartFinished{});
  inbox.post(app::StartFinished{});
  EXPECT_EQ(wakes, 1);
  EXPECT_EQ(inbox.take().size(), 2u);
  inbox.post(app::StartFinished{});
  EXPECT_EQ(wakes, 2);
}

}  // namespace
}  // namespace earshot::shell
