#include "shell/cli/output.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <format>

#include "text/encoding.h"

namespace earshot::cli {
namespace {

constexpr long long kQuietMs = 1000;  // work that is done sooner needs no progress
constexpr long long kRedrawMs = 100;

bool g_is_output_whole = true;  // the process has one standard output

long long now_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) g_is_output_whole = false;
}

void complain(std::string_view message) {
  const std::string line = std::format("earshot: {}\n", message);
  (void)std::fwrite(line.data(), 1, line.size(), stderr);
}

bool finish_output() {
  return std::fflush(stdout) == 0 && g_is_output_whole;
}

ProgressLine::ProgressLine() : is_terminal_(isatty(STDERR_FILENO) == 1), start_ms_(now_ms()) {}

ProgressLine::~ProgressLine() {
  if (is_shown_) (void)std::fputs("\r\x1B[K", stderr);
}

void ProgressLine::show(std::size_t done, std::size_t total, std::string_view what) {
  if (!is_terminal_) return;
  const long long now = now_ms();
  if (now - start_ms_ < kQuietMs || now - last_ms_ < kRedrawMs) return;
  last_ms_ = now;
  is_shown_ = true;
  const std::string line = std::format("\r\x1B[K{}/{} {}", done, total, printable(what));
  (void)std::fwrite(line.data(), 1, line.size(), stderr);
}

std::string printable(std::string_view text) {
  if (text::is_valid_utf8(text)) return std::string(text);
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x80) {
      out += c;
    } else {
      out += "\xEF\xBF\xBD";
    }
  }
  return out;
}

std::string spoken_size(std::size_t bytes) {
  if (bytes < 1000) return std::format("{} bytes", bytes);
  const auto size = static_cast<double>(bytes);
  return bytes < 1'000'000 ? std::format("{:.1f} kB", size / 1e3)
                           : std::format("{:.1f} MB", size / 1e6);
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace earshot::cli
