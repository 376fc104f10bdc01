#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "formats/parse.h"
#include "text/encoding.h"
#include "text/scanner.h"

// Helpers of the readers' tests: parse text, look at what came out, check what must always hold.

namespace earshot::formats {

inline model::ParsedFile parse(std::string_view text, std::string_view name = "file",
                               std::optional<model::Format> as = {}) {
  ParseOptions options;
  options.as = as;
  options.with_spans = true;
  auto file = parse_file(name, std::as_bytes(std::span(text)), options);
  if (file) return *std::move(file);
  ADD_FAILURE() << file.error().detail;
  return {};
}

inline std::string cue_text(const model::ParsedFile& file, std::size_t cue) {
  return std::string(slice(file.transcript->plain, file.transcript->cues.at(cue).text_in_plain));
}

inline std::string speaker(const model::ParsedFile& file, std::size_t cue) {
  const std::int32_t index = file.transcript->cues.at(cue).speaker;
  return index < 0 ? "" : file.transcript->speakers.at(static_cast<std::size_t>(index));
}

inline bool has_diagnostic(const model::ParsedFile& file, std::string_view code) {
  for (const Diagnostic& diagnostic : file.diagnostics) {
    if (diagnostic.code == code) return true;
  }
  return false;
}

/// "1 I. One|2 - two|...": level, marker and text of each block.
inline std::string outline(const model::Notes& notes) {
  std::string out;
  for (const model::Block& block : notes.blocks) {
    if (!out.empty()) out += '|';
    if (block.kind == model::BlockKind::Heading) out += '#';
    if (block.kind == model::BlockKind::Paragraph) out += 'p';
    out += std::to_string(block.level) + " ";
    if (!block.marker.empty()) out += block.marker + " ";
    out += slice(notes.plain, block.text_in_plain);
  }
  return out;
}

inline const model::Notes& notes_of(const model::ParsedFile& file) {
  return file.episodes.at(0).notes.value();
}

/// What is wrong with a file's spans, texts and ranges; empty where all is as promised.
inline std::string broken_promise(const model::ParsedFile& file, std::string_view source) {
  const auto check_notes = [&](const model::Notes& notes) -> std::string {
    if (!text::is_valid_utf8(notes.plain)) return "notes are no valid UTF-8";
    std::uint32_t end = 0;
    for (const model::Block& block : notes.blocks) {
      if (block.text_in_plain.begin < end) return "blocks overlap";
      if (block.text_in_plain.end < block.text_in_plain.begin) return "block ends before it begins";
      end = block.text_in_plain.end;
      if (end > notes.plain.size()) return "block leaves the text";
    }
    std::vector<std::uint32_t> open;
    for (const model::Span& span : notes.spans) {
      while (!open.empty() && open.back() <= span.text_in_plain.begin)
        open.pop_back();
      if (!open.empty() && open.back() < span.text_in_plain.end) return "inline spans cross";
      if (span.text_in_plain.end > notes.plain.size()) return "inline span leaves the text";
      open.push_back(span.text_in_plain.end);
    }
    return {};
  };
  for (const model::Episode& episode : file.episodes) {
    if (!episode.notes) continue;
    if (std::string wrong = check_notes(*episode.notes); !wrong.empty()) return wrong;
  }
  if (file.transcript) {
    std::uint32_t end = 0;
    if (!text::is_valid_utf8(file.transcript->plain)) return "transcript is no valid UTF-8";
    for (const model::Cue& cue : file.transcript->cues) {
      if (cue.text_in_plain.begin < end) return "cues overlap";
      end = cue.text_in_plain.end;
      if (end > file.transcript->plain.size()) return "cue leaves the text";
      for (const model::Cue::Word& word : cue.words) {
        if (word.text_in_plain.begin < cue.text_in_plain.begin || word.text_in_plain.end > end) {
          return "word leaves its cue";
        }
      }
    }
  }
  std::uint32_t covered = 0;
  for (const model::SourceSpan& span : file.spans) {
    if (span.range_in_source.begin < covered) return "spans overlap";
    if (span.field.empty()) return "span without a field";
    for (std::uint32_t at = covered; at < span.range_in_source.begin; ++at) {
      if (!text::is_white(source[at])) return "byte " + std::to_string(at) + " has no field";
    }
    covered = span.range_in_source.end;
  }
  for (std::size_t at = covered; at < source.size(); ++at) {
    if (!text::is_white(source[at])) return "byte " + std::to_string(at) + " has no field";
  }
  return {};
}

inline std::string read_all(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The folder of real inputs; empty where it is missing.
inline std::filesystem::path shared_folder() {
  const char* named = std::getenv("EARSHOT_SHARED");
  std::filesystem::path folder = named != nullptr
                                     ? std::filesystem::path(named)
                                     : std::filesystem::path(EARSHOT_SOURCE_DIR) / ".." / "shared";
  std::error_code error;
  return std::filesystem::is_directory(folder, error) ? folder : std::filesystem::path();
}

}  // namespace earshot::formats
