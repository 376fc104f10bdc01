#pragma once

#include <cstdint>
#include <cstdlib>
#include <span>

#include "formats/parse.h"
#include "text/encoding.h"
#include "text/scanner.h"

namespace earshot::fuzz {

/// Reads the bytes as one format and stops where a promise is broken: ranges inside their texts,
/// valid UTF-8, and every byte of the source in exactly one span.
inline void read_as(std::optional<model::Format> format, const std::uint8_t* data, std::size_t size,
                    bool with_repair = false) {
  const auto bytes = std::as_bytes(std::span(data, size));
  formats::ParseOptions options;
  options.as = format;
  options.with_spans = true;
  options.repair_mojibake = with_repair;
  const auto file = formats::parse_file("fuzz", bytes, options);
  if (!file) return;
  // Spans count in the file, where the white space of UTF-16 and UTF-32 has zeros in it.
  const std::string_view source(reinterpret_cast<const char*>(data), size);
  const std::string_view encoding = text::decode_text(bytes)->encoding;
  const bool has_zeros = encoding.starts_with("utf-16") || encoding.starts_with("utf-32");
  std::uint32_t covered = 0;
  for (const model::SourceSpan& span : file->spans) {
    if (span.range_in_source.begin < covered || span.range_in_source.end > source.size()) {
      std::abort();
    }
    for (std::uint32_t at = covered; at < span.range_in_source.begin; ++at) {
      const bool is_zero = has_zeros && source[at] == '\0';
      if (!text::is_white(source[at]) && !is_zero) std::abort();
    }
    covered = span.range_in_source.end;
  }
  if (file->transcript) {
    if (!text::is_valid_utf8(file->transcript->plain)) std::abort();
    std::uint32_t end = 0;
    for (const model::Cue& cue : file->transcript->cues) {
      if (cue.text_in_plain.begin < end) std::abort();
      end = cue.text_in_plain.end;
      if (end > file->transcript->plain.size()) std::abort();
    }
  }
  for (const model::Episode& episode : file->episodes) {
    if (!episode.notes) continue;
    if (!text::is_valid_utf8(episode.notes->plain)) std::abort();
    std::uint32_t end = 0;
    for (const model::Block& block : episode.notes->blocks) {
      if (block.text_in_plain.begin < end) std::abort();
      end = block.text_in_plain.end;
      if (end > episode.notes->plain.size()) std::abort();
    }
  }
}

}  // namespace earshot::fuzz
