#include "program.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shell/common/file_system.h"

extern char** environ;

namespace earshot::shell {
namespace {

std::string text_of(const std::string& path) {
  const auto bytes = read_file(path, std::size_t{64} << 20);
  return bytes ? std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()) : "";
}

}  // namespace

Program::Program(std::vector<std::string> arguments, std::vector<std::string> environment,
                 std::string output_path)
    : output_path_(std::move(output_path)) {
  std::vector<char*> argument_pointers, environment_pointers;
  for (std::string& argument : arguments)
    argument_pointers.push_back(argument.data());
  argument_pointers.push_back(nullptr);
  for (std::string& entry : environment)
    environment_pointers.push_back(entry.data());
  for (char** entry = environ; *entry != nullptr; ++entry)
    environment_pointers.push_back(*entry);
  environment_pointers.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output_path_.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  if (posix_spawnp(&pid_, argument_pointers[0], &files, nullptr, argument_pointers.data(),
                   environment_pointers.data()) != 0) {
    pid_ = 0;
  }
  posix_spawn_file_actions_destroy(&files);
}

Program::~Program() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
}

void Program::send(int signal) const {
  if (pid_ != 0) kill(pid_, signal);
}

int Program::wait(int seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (pid_ != 0 && std::chrono::steady_clock::now() < end) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = 0;
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return -1;
}

std::string Program::output() const {
  return text_of(output_path_);
}

}  // namespace earshot::shell
