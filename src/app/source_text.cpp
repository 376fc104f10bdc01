#include "app/source_text.h"

#include <algorithm>

#include "text/encoding.h"

namespace earshot::app {
namespace {

/// Lines end at LF, CR LF or CR.
std::vector<pack::BlockRecord> cut_lines(std::string_view text) {
  std::vector<pack::BlockRecord> lines;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    pack::BlockRecord line;
    line.begin = static_cast<std::uint32_t>(begin);
    line.end = static_cast<std::uint32_t>(end);
    lines.push_back(line);
    if (end == text.size()) break;
    begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  // What ends the last line begins no other one.
  if (lines.size() > 1 && lines.back().begin == lines.back().end) lines.pop_back();
  return lines;
}

constexpr std::size_t kLongLine = 400;  // bytes; a whole mark on a longer one would show nothing

}  // namespace

void SourceText::open(const Library& library, Id file, std::string_view path) {
  if (file.valid() && file == file_ && problem_.empty()) return;
  close();
  file_ = file;
  path_ = path;
  const auto source = library.source(file);
  if (!source) {
    problem_ = "This file was not kept as it was.";
    return;
  }
  const auto bytes = source->pack->unpack(*source->record);
  if (!bytes) {
    problem_ = "The copy of this file is damaged. Import it again to see it.";
    return;
  }
  // The import keeps texts in old encodings as the UTF-8 it read.
  auto decoded = text::decode_unicode(*bytes);
  if (!decoded) {
    problem_ = std::string(sentence(decoded.error().code));
    return;
  }
  text_ = std::move(decoded->utf8);
  lines_ = cut_lines(text_);
}

void SourceText::close() {
  file_ = {};
  path_.clear();
  problem_.clear();
  text_ = {};
  lines_ = {};
}

TrackView SourceText::track() const {
  TrackView view;
  view.kind = pack::TrackKind::Title;  // no other tab shows one: its places are not theirs
  view.text = text_;
  view.blocks = lines_;
  view.source = path_;
  view.file = file_;
  view.is_source = true;
  return view;
}

std::optional<Range> SourceText::place(const Diagnostic& remark) const {
  if (remark.line_in_source == 0 || remark.line_in_source > lines_.size()) return std::nullopt;
  const pack::BlockRecord& record = lines_[remark.line_in_source - 1];
  const Range line{record.begin, record.end};
  if (line.size() <= kLongLine) return line;
  const std::string_view words = slice(text_, line);
  const std::size_t column = std::min<std::size_t>(
      remark.column_in_source > 0 ? remark.column_in_source - 1 : 0, words.size());
  const std::string_view excerpt =
      std::string_view(remark.excerpt).substr(0, remark.excerpt.find('\n'));
  std::size_t at = excerpt.empty() ? column : words.find(excerpt, column);
  if (at == std::string_view::npos) at = excerpt.empty() ? column : words.find(excerpt);
  if (at == std::string_view::npos) at = column;
  at = text::floor_to_character(words, at);
  const std::size_t wanted = excerpt.empty() ? kLongLine / 4 : excerpt.size();
  const std::size_t end = text::floor_to_character(words, std::min(words.size(), at + wanted));
  return Range{line.begin + static_cast<std::uint32_t>(at),
               line.begin + static_cast<std::uint32_t>(end)};
}

std::optional<Range> SourceText::find(std::string_view words) const {
  if (words.empty()) return std::nullopt;
  const std::size_t at = text_.find(words);
  if (at == std::string::npos) return std::nullopt;
  const auto offset = static_cast<std::uint32_t>(at);
  const std::int32_t line = block_at(lines_, offset);
  if (line < 0) return std::nullopt;
  const pack::BlockRecord& record = lines_[static_cast<std::size_t>(line)];
  return Range{record.begin, record.end};
}

}  // namespace earshot::app
