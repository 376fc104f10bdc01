#include "shell/desktop/process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace earshot::shell {
namespace {

/// Starts a program in a process group of its own, standard input and error away, output to
/// `output`
/// (-1: away). 0 where it could not be started.
pid_t spawn(const std::vector<std::string>& arguments, int output, bool own_session) {
  if (arguments.empty() || arguments.front().empty()) return 0;
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments)
    pointers.push_back(const_cast<char*>(argument.c_str()));  // posix_spawn does not write to them
  pointers.push_back(nullptr);

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  if (output >= 0) {
    posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  }
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // Our threads block the signals that end a program; a child must not inherit that.
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(
      &attributes, static_cast<short>(POSIX_SPAWN_SETSIGMASK |
                                      (own_session ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP)));
  pid_t pid = 0;
  const int failed =
      posix_spawn(&pid, pointers.front(), &files, &attributes, pointers.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? pid : 0;
}

/// Tells whole lines of what comes in parts.
class LineTeller {
 public:
  explicit LineTeller(const std::function<void(std::string_view line)>& on_line)
      : on_line_(on_line) {}

  void take(std::string_view part) {
    for (std::size_t end = 0; (end = part.find('\n')) != std::string_view::npos;) {
      add(part.substr(0, end));
      if (!is_too_long_) on_line_(line_);
      line_.clear();
      is_too_long_ = false;
      part.remove_prefix(end + 1);
    }
    add(part);
  }

 private:
  void add(std::string_view part) {
    is_too_long_ = is_too_long_ || part.size() > kMaxProcessLineBytes - line_.size();
    if (is_too_long_) {
      line_.clear();
    } else {
      line_ += part;
    }
  }

  const std::function<void(std::string_view line)>& on_line_;
  std::string line_;
  bool is_too_long_ = false;
};

}  // namespace

std::string find_program(const std::string& name) {
  const char* const path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    std::string candidate(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    // A relative folder in PATH would run what lies in the folder one happens to be in.
    if (!candidate.starts_with('/')) continue;
    candidate += '/';
    candidate += name;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return {};
}

bool start_detached(const std::vector<std::string>& arguments) {
  // Earlier ones that have ended meanwhile are reaped here: nobody waits for them otherwise.
  static std::mutex mutex;
  static std::vector<pid_t> running;
  const std::lock_guard lock(mutex);
  std::erase_if(running, [](pid_t pid) { return waitpid(pid, nullptr, WNOHANG) != 0; });
  const pid_t pid = spawn(arguments, -1, true);
  if (pid == 0) return false;
  running.push_back(pid);
  return true;
}

Process::Process(std::vector<std::string> arguments, std::function<void(ProcessAnswer)> done,
                 std::function<void(std::string_view line)> on_line) {
  std::array<int, 2> ends = {-1, -1};
  if (pipe2(ends.data(), O_CLOEXEC) == 0) {
    pid_ = spawn(arguments, ends[1], false);
    close(ends[1]);
  }
  thread_ = std::thread([this, output = ends[0], done = std::move(done),
                         on_line = std::move(on_line)] { watch(output, done, on_line); });
}

Process::~Process() {
  {
    const std::lock_guard lock(mutex_);
    if (pid_ != 0) kill(-pid_, SIGTERM);
  }
  thread_.join();
}

bool Process::running() const {
  const std::lock_guard lock(mutex_);
  return !done_;
}

void Process::watch(int output, const std::function<void(ProcessAnswer)>& done,
                    const std::function<void(std::string_view line)>& on_line) {
  ProcessAnswer answer;
  LineTeller lines(on_line);
  std::array<char, 4096> buffer;
  while (output >= 0) {
    const ssize_t count = read(output, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    const std::string_view part(buffer.data(), static_cast<std::size_t>(count));
    if (on_line) {
      lines.take(part);
    } else if (answer.output.size() < kMaxProcessOutputBytes) {
      answer.output += part;
    }
  }
  if (output >= 0) close(output);

  pid_t pid = 0;
  {
    const std::lock_guard lock(mutex_);
    pid = pid_;
  }
  if (pid != 0) {
    // Waits first and reaps under the lock, so that nobody kills a number that is free again.
    siginfo_t info = {};
    while (waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
    }
    int status = 0;
    const std::lock_guard lock(mutex_);
    waitpid(pid, &status, 0);
    pid_ = 0;
    if (WIFEXITED(status)) answer.exit_code = WEXITSTATUS(status);
  }
  done(std::move(answer));
  const std::lock_guard lock(mutex_);
  done_ = true;
}

}  // namespace earshot::shell
