#include "formats/json_document.h"

#include "base/diagnostic.h"
#include "formats/json_repair.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr yyjson_read_flag kFlags = YYJSON_READ_INSITU | YYJSON_READ_ALLOW_INF_AND_NAN |
                                    YYJSON_READ_ALLOW_TRAILING_COMMAS | YYJSON_READ_ALLOW_COMMENTS;

}  // namespace

JsonDocument::JsonDocument(std::string_view source, Reporter& report) : source_(source) {
  // The parser writes the strings' values into its input: their places tell where they stood.
  buffer_.reserve(source.size() + YYJSON_PADDING_SIZE);
  buffer_ = source;
  buffer_.resize(source.size() + YYJSON_PADDING_SIZE);
  yyjson_read_err error = {};
  doc_.reset(yyjson_read_opts(buffer_.data(), source.size(), kFlags, nullptr, &error));
  if (doc_) {
    root_ = yyjson_doc_get_root(doc_.get());
  } else {
    repair(error.msg, error.pos, report);
  }
}

void JsonDocument::repair(const char* reason, std::size_t at_in_source, Reporter& report) {
  RepairedJson repaired = repair_json(source_);
  is_cut_ = repaired.is_cut;
  const auto at = static_cast<std::uint32_t>(std::min(at_in_source, source_.size()));
  std::string message = "The JSON is damaged here (" + std::string(reason == nullptr ? "" : reason);
  report.add(Severity::Warning, is_cut_ ? "json-cut-off" : "json-damaged",
             message + "); what can be read around it is kept.",
             {at, at + static_cast<std::uint32_t>(kMaxExcerptBytes)});
  for (const Range& dropped : repaired.dropped_in_source) {
    report.add(Severity::Warning, "json-dropped", "This has no place in JSON; it is left out.",
               dropped);
  }
  offsets_ = std::move(repaired.offsets);
  buffer_ = std::move(repaired.text);
  const std::size_t bytes = buffer_.size();
  buffer_.resize(bytes + YYJSON_PADDING_SIZE);
  doc_.reset(yyjson_read_opts(buffer_.data(), bytes, kFlags, nullptr, nullptr));
  if (!doc_) return;
  root_ = yyjson_doc_get_root(doc_.get());
  if (yyjson_arr_size(root_) == 1) root_ = yyjson_arr_get_first(root_);
}

Range JsonDocument::string_in_source(yyjson_val* string) const {
  const char* text = yyjson_get_str(string);
  if (text == nullptr || text < buffer_.data() || text > buffer_.data() + buffer_.size()) return {};
  const std::uint32_t begin = offsets_.to_source(static_cast<std::size_t>(text - buffer_.data()));
  if (begin > source_.size()) return {};
  // Escapes are longer in the source than in the value: the end is looked for.
  const char quote = begin > 0 && source_[begin - 1] == '\'' ? '\'' : '"';
  std::size_t end = begin;
  const std::size_t most = begin + yyjson_get_len(string) * 6 + 8;
  while (end < source_.size() && end < most && source_[end] != quote) {
    end += source_[end] == '\\' ? 2 : 1;
  }
  return {begin, static_cast<std::uint32_t>(std::min(end, source_.size()))};
}

Range JsonDocument::value_in_source(yyjson_val* key) const {
  const Range name = string_in_source(key);
  if (name.empty()) return {};
  std::size_t at = name.end;
  while (at < source_.size() &&
         (text::is_white(source_[at]) || source_[at] == ':' || source_[at] == '"')) {
    ++at;
  }
  const std::size_t end = std::min(source_.find_first_of(",}]\" \r\n\t", at), source_.size());
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
}

Range JsonDocument::object_in_source(yyjson_val* object) const {
  yyjson_obj_iter members;
  yyjson_obj_iter_init(object, &members);
  yyjson_val* key = yyjson_obj_iter_next(&members);
  if (key == nullptr) return {};
  const Range name = string_in_source(key);
  const std::uint32_t begin = name.begin > 0 ? name.begin - 1 : 0;
  return {begin, begin + static_cast<std::uint32_t>(kMaxExcerptBytes)};
}

}  // namespace earshot::formats
