#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::fuzz {

/// A cue as the standard has it; times in milliseconds without limit, text with its tags.
struct ReferenceCue {
  std::string id;
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string text;
};

/// The standard's "WebVTT parser algorithm", written down step by step, slowly and by nobody's
/// needs, to compare the reader with. `input` is decoded text.
class VttReference {
 public:
  explicit VttReference(std::string_view input) {
    for (std::size_t i = 0; i < input.size(); ++i) {
      if (input[i] != '\r') {
        input_ += input[i];
      } else {
        input_ += '\n';
        if (i + 1 < input.size() && input[i + 1] == '\n') ++i;
      }
    }
  }

  std::vector<ReferenceCue> cues() {
    if (!input_.starts_with("WEBVTT")) return {};
    if (input_.size() > 6 && input_[6] != ' ' && input_[6] != '\t' && input_[6] != '\n') return {};
    collect_line();
    if (position_ >= input_.size()) return {};
    ++position_;
    if (position_ >= input_.size()) return {};
    if (input_[position_] != '\n') {
      collect_block(true);
    } else {
      ++position_;
    }
    skip_line_feeds();
    while (position_ < input_.size()) {
      collect_block(false);
      skip_line_feeds();
    }
    return std::move(cues_);
  }

 private:
  std::string collect_line() {
    const std::size_t begin = position_;
    while (position_ < input_.size() && input_[position_] != '\n')
      ++position_;
    return input_.substr(begin, position_ - begin);
  }
  void skip_line_feeds() {
    while (position_ < input_.size() && input_[position_] == '\n')
      ++position_;
  }

  void collect_block(bool in_header) {
    int line_count = 0;
    std::size_t previous_position = position_;
    std::string buffer;
    bool seen_arrow = false;
    bool has_cue = false;
    ReferenceCue cue;
    while (true) {
      const std::string line = collect_line();
      ++line_count;
      const bool seen_end = position_ >= input_.size();
      if (!seen_end) ++position_;
      if (line.contains("-->")) {
        const bool is_allowed = !in_header && (line_count == 1 || (line_count == 2 && !seen_arrow));
        if (!is_allowed) {
          position_ = previous_position;
          break;
        }
        seen_arrow = true;
        previous_position = position_;
        cue = {.id = buffer, .start = 0, .end = 0, .text = {}};
        has_cue = collect_timings(line, cue);
        if (has_cue) buffer.clear();
      } else if (line.empty()) {
        break;
      } else {
        if (!buffer.empty()) buffer += '\n';
        buffer += line;
        previous_position = position_;
      }
      if (seen_end) break;
    }
    if (!has_cue) return;
    cue.text = buffer;
    cues_.push_back(std::move(cue));
  }

  static void skip_white(const std::string& line, std::size_t& at) {
    while (at < line.size() && std::string_view(" \t\n\f\r").contains(line[at]))
      ++at;
  }

  static bool collect_timings(const std::string& line, ReferenceCue& cue) {
    std::size_t at = 0;
    skip_white(line, at);
    if (!collect_timestamp(line, at, cue.start)) return false;
    skip_white(line, at);
    if (line.compare(at, 3, "-->") != 0) return false;
    at += 3;
    skip_white(line, at);
    return collect_timestamp(line, at, cue.end);
  }

  static std::string collect_digits(const std::string& line, std::size_t& at) {
    const std::size_t begin = at;
    while (at < line.size() && line[at] >= '0' && line[at] <= '9')
      ++at;
    return line.substr(begin, at - begin);
  }
  static std::int64_t value(const std::string& digits) {
    constexpr std::int64_t kHuge = 1'000'000'000;
    std::int64_t out = 0;
    for (const char c : digits)
      out = out > kHuge ? out : out * 10 + (c - '0');
    return out;
  }

  static bool collect_timestamp(const std::string& line, std::size_t& at, std::int64_t& out) {
    bool is_hours = false;
    const std::string first = collect_digits(line, at);
    if (first.empty()) return false;
    std::int64_t value1 = value(first);
    if (first.size() != 2 || value1 > 59) is_hours = true;
    if (at >= line.size() || line[at] != ':') return false;
    ++at;
    const std::string second = collect_digits(line, at);
    if (second.size() != 2) return false;
    std::int64_t value2 = value(second);
    std::int64_t value3 = 0;
    if (is_hours || (at < line.size() && line[at] == ':')) {
      if (at >= line.size() || line[at] != ':') return false;
      ++at;
      const std::string third = collect_digits(line, at);
      if (third.size() != 2) return false;
      value3 = value(third);
    } else {
      value3 = value2;
      value2 = value1;
      value1 = 0;
    }
    if (at >= line.size() || line[at] != '.') return false;
    ++at;
    const std::string fourth = collect_digits(line, at);
    if (fourth.size() != 3 || value2 > 59 || value3 > 59) return false;
    out = ((value1 * 60 + value2) * 60 + value3) * 1000 + value(fourth);
    return true;
  }

  std::string input_;
  std::size_t position_ = 0;
  std::vector<ReferenceCue> cues_;
};

}  // namespace earshot::fuzz
