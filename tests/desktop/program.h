#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

namespace earshot::shell {

/// A program under test: its output in files, its end awaited with a limit.
class Program {
 public:
  /// `environment` entries ("NAME=value") come before our own.
  Program(std::vector<std::string> arguments, std::vector<std::string> environment,
          std::string output_path);
  /// Kills it if it still runs.
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void send(int signal) const;
  /// Exit code; 128 + signal where a signal ended it; -1 where it was still running after
  /// `seconds`.
  int wait(int seconds);
  /// Standard output and error so far.
  std::string output() const;

 private:
  pid_t pid_ = 0;
  std::string output_path_;
};

}  // namespace earshot::shell
