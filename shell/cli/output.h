#pragma once

#include <string>
#include <string_view>

/// Standard output for results, standard error for messages.
namespace earshot::cli {

/// Writes a result; a failure is remembered.
void print(std::string_view text);
inline void print_line(std::string_view text) {
  print(text);
  print("\n");
}

/// "earshot: message"
void complain(std::string_view message);

/// Flushes; false where a result could not be written (a full disk, say).
bool finish_output();

/// Progress on a terminal for work over a second; nothing when piped.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(std::size_t done, std::size_t total, std::string_view what);

 private:
  bool is_terminal_ = false;
  bool is_shown_ = false;
  long long last_ms_ = 0;
  long long start_ms_ = 0;
};

/// Valid UTF-8: bytes of a path that are not are replaced by U+FFFD.
std::string printable(std::string_view text);

/// "1.2 MB"
std::string spoken_size(std::size_t bytes);

/// "1 file", "2 files"
std::string counted(std::size_t count, std::string_view noun);

}  // namespace earshot::cli
