#include "text/bidi.h"

#include <SheenBidi/SheenBidi.h>

#include <algorithm>
#include <numeric>

namespace earshot::text {

bool may_run_left(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0xD6) continue;  // below U+0580
    if (lead < 0xE0) return true;
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0;
    const auto last = at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : 0;
    if (lead == 0xE0 && next >= 0xA0 && next < 0xA4) return true;  // U+0800 to U+08FF
    // Marks, embeddings, overrides and isolates: U+200E to U+200F, U+202A to U+202E, U+2066 on.
    if (lead == 0xE2 && next == 0x80 && (last == 0x8E || last == 0x8F)) return true;
    if (lead == 0xE2 && next == 0x80 && last >= 0xAA && last <= 0xAE) return true;
    if (lead == 0xE2 && next == 0x81 && last >= 0xA6 && last <= 0xA9) return true;
    if (lead == 0xEF && next >= 0xAC && next < 0xBC) return true;  // presentation forms
    if (lead == 0xF0 && (next == 0x90 || next == 0x9E)) return true;
  }
  return false;
}

bool first_strong_runs_left(std::string_view text) {
  if (!may_run_left(text)) return false;
  const SBCodepointSequence sequence{.stringEncoding = SBStringEncodingUTF8,
                                     .stringBuffer = text.data(),
                                     .stringLength = text.size()};
  int isolates = 0;  // rule P2 passes over what stands in isolates
  for (SBUInteger at = 0; at < text.size();) {
    const SBBidiType type =
        SBCodepointGetBidiType(SBCodepointSequenceGetCodepointAt(&sequence, &at));
    if (type == SBBidiTypeB) return false;
    if (type == SBBidiTypeLRI || type == SBBidiTypeRLI || type == SBBidiTypeFSI) {
      ++isolates;
    } else if (type == SBBidiTypePDI) {
      isolates -= isolates > 0 ? 1 : 0;
    } else if (isolates == 0 && (type == SBBidiTypeR || type == SBBidiTypeAL)) {
      return true;
    } else if (isolates == 0 && type == SBBidiTypeL) {
      return false;
    }
  }
  return false;
}

BidiLevel BidiText::base_at(std::uint32_t offset_in_text) const {
  const auto after = std::ranges::upper_bound(
      paragraphs, offset_in_text, {},
      [](const BidiParagraph& paragraph) { return paragraph.range_in_text.begin; });
  return after == paragraphs.begin() ? BidiLevel{0} : (after - 1)->base;
}

void resolve_bidi(std::string_view text, BidiText& out) {
  out.levels.clear();
  out.paragraphs.clear();
  if (!may_run_left(text)) return;
  const SBCodepointSequence sequence{.stringEncoding = SBStringEncodingUTF8,
                                     .stringBuffer = text.data(),
                                     .stringLength = text.size()};
  const SBAlgorithmRef algorithm = SBAlgorithmCreate(&sequence);
  if (algorithm == nullptr) return;  // out of memory: left as it stands
  out.levels.assign(text.size(), 0);
  for (std::size_t at = 0; at < text.size();) {
    const SBParagraphRef paragraph =
        SBAlgorithmCreateParagraph(algorithm, at, text.size() - at, SBLevelDefaultLTR);
    if (paragraph == nullptr) break;
    const std::size_t size = SBParagraphGetLength(paragraph);
    std::copy_n(SBParagraphGetLevelsPtr(paragraph), size,
                out.levels.begin() + static_cast<long>(at));
    out.paragraphs.push_back(
        {.range_in_text = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)},
         .base = SBParagraphGetBaseLevel(paragraph)});
    SBParagraphRelease(paragraph);
    if (size == 0) break;
    at += size;
  }
  SBAlgorithmRelease(algorithm);
}

void visual_order(std::span<const BidiLevel> levels, std::vector<std::uint32_t>& order) {
  order.resize(levels.size());
  std::iota(order.begin(), order.end(), 0U);
  if (levels.empty()) return;
  const BidiLevel deepest = std::ranges::max(levels);
  for (BidiLevel level = deepest; level > 0; --level) {
    for (std::size_t begin = 0; begin < levels.size();) {
      if (levels[begin] < level) {
        ++begin;
        continue;
      }
      std::size_t end = begin;
      while (end < levels.size() && levels[end] >= level)
        ++end;
      std::reverse(order.begin() + static_cast<long>(begin),
                   order.begin() + static_cast<long>(end));
      begin = end;
    }
  }
}

}  // namespace earshot::text
