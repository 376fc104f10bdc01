#include "app/quote.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "app/cue_heads.h"
#include "app/passage.h"
#include "app/quote_markdown.h"
#include "text/scanner.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using pack::BlockRecord;

// --- Plain, and with times ----------------------------------------------------------------------

/// A passage is quoted block by block: what stands between two (a line end, a blank line) and
/// before one (a marker, a time, a speaker) depends on both.
std::string quote_lines(const TrackView& track, const Passage& passage, bool with_times) {
  std::string out;
  std::int16_t speaker = -1;
  const BlockRecord* above = nullptr;
  BlockRecord head_above;
  head_above.kind = BlockKind::Heading;
  const std::vector<CueHead> heads = heads_in(track, passage.range_in_text);
  auto head = heads.begin();
  const std::vector<std::uint16_t> depths = item_depths(track, passage);
  const bool is_short = passage.last - passage.first <= 1;
  for (std::size_t number = passage.first; number < passage.last; ++number) {
    const BlockRecord& block = track.blocks[number];
    const Range range_in_text = passage.cut(block);
    if (block.kind == BlockKind::Rule) continue;
    for (; head != heads.end() && head->block == number; ++head) {
      if (above != nullptr) out += "\n\n";
      if (with_times) out += "[" + clock_time(head->start) + "] ";
      out += head->title;
      above = &head_above;
      speaker = -1;  // is named again, as on the screen
    }
    if (above != nullptr) {
      const bool is_code = above->kind == BlockKind::Code && block.kind == BlockKind::Code;
      out += is_code || are_together(*above, block) ? "\n" : "\n\n";
    }
    above = &block;
    const std::string_view words = slice(track.text, range_in_text);
    const bool is_timed_list =
        block.kind == BlockKind::Cue || track.kind == pack::TrackKind::Chapters;
    if (with_times && is_timed_list) {
      if (block.start_ms >= 0) out += "[" + clock_time(block.start_ms) + "] ";
      if (block.speaker >= 0 && block.speaker != speaker) {
        out += track.speaker(block.speaker);
        out += ": ";
      }
      speaker = block.speaker;
    }
    // One block is words; a list that is quoted keeps its shape.
    if (block.kind == BlockKind::Item && !is_short && range_in_text.begin == block.begin) {
      constexpr std::size_t kIndent = 2;
      const std::string_view marker = track.string(block.marker);
      out.append((depths[number - passage.first] - std::size_t{1}) * kIndent, ' ');
      out += is_bullet(marker) ? std::string_view("\u2022") : marker;
      out += ' ';
    }
    out += words;
  }
  return out;
}

// --- Links --------------------------------------------------------------------------------------

constexpr std::string_view kPlaces[] = {"notes", "transcript", "chapters", "source"};

std::optional<std::uint64_t> number_of(std::string_view digits) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// "754" or "754.25" seconds.
std::optional<Millis> millis_of(std::string_view seconds) {
  const std::size_t dot = seconds.find('.');
  const auto whole = number_of(seconds.substr(0, dot));
  if (!whole || *whole > static_cast<std::uint64_t>(kMaxTime) / 1000) return std::nullopt;
  std::int64_t millis = static_cast<std::int64_t>(*whole) * 1000;
  if (dot != std::string_view::npos) {
    std::string digits(seconds.substr(dot + 1, 3));
    digits.resize(3, '0');
    const auto part = number_of(digits);
    if (!part) return std::nullopt;
    millis += static_cast<std::int64_t>(*part);
  }
  return clamp_millis(millis);
}

}  // namespace

bool is_bullet(std::string_view marker) {
  return marker.empty() || marker == "-" || marker == "*" || marker == "+" || marker == "\u2022";
}

std::string quote(const TrackView& track, Range range_in_text, QuoteForm form) {
  const Passage passage = passage_of(track, range_in_text);
  if (passage.range_in_text.empty()) return {};
  if (form == QuoteForm::Markdown) return quote_markdown(track, passage);
  // A file as it was is its lines.
  if (track.is_source) return std::string(slice(track.text, passage.range_in_text));
  return quote_lines(track, passage, form == QuoteForm::WithTimes);
}

std::string link_fragment(const Moment& moment) {
  std::string link = "episode=" + to_string(moment.episode);
  if (moment.time >= 0) {
    link += "&t=" + std::to_string(moment.time / 1000);
    if (const Millis rest = moment.time % 1000; rest > 0) {
      const std::string digits = std::to_string(1000 + rest);
      link += "." + digits.substr(1);
    }
  } else if (moment.tab != Tab::Notes || moment.offset_in_text > 0) {
    link += "&" + std::string(kPlaces[static_cast<std::size_t>(moment.tab)]) + "=" +
            std::to_string(moment.offset_in_text);
  }
  if (moment.text > 0) link += "&text=" + std::to_string(std::uint64_t{moment.text} + 1);
  return link;
}

std::optional<Moment> read_link(std::string_view link) {
  if (const std::size_t hash = link.rfind('#'); hash != std::string_view::npos) {
    link.remove_prefix(hash + 1);
  } else if (link.starts_with("earshot:")) {
    link.remove_prefix(8);
  }
  Moment moment;
  while (!link.empty()) {
    const std::string_view part = link.substr(0, link.find('&'));
    link.remove_prefix(std::min(part.size() + 1, link.size()));
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = part.substr(0, equals), value = part.substr(equals + 1);
    if (key == "episode") moment.episode = id_from_string(value).value_or(Id{});
    if (key == "t") moment.time = millis_of(value).value_or(kNoTime);
    const auto number = number_of(value);
    if (!number || *number > UINT32_MAX) continue;
    if (key == "text" && *number > 0) moment.text = static_cast<std::uint32_t>(*number - 1);
    for (std::size_t place = 0; place < std::size(kPlaces); ++place) {
      if (key != kPlaces[place]) continue;
      moment.tab = static_cast<Tab>(place);
      moment.offset_in_text = static_cast<std::uint32_t>(*number);
    }
  }
  if (!moment.episode.valid()) return std::nullopt;
  return moment;
}

bool is_page_address(std::string_view url) {
  constexpr std::string_view kSchemes[] = {"https://", "http://", "mailto:"};
  return std::ranges::any_of(kSchemes,
                             [url](std::string_view scheme) { return url.starts_with(scheme); });
}

bool is_address(std::string_view text) {
  constexpr std::string_view kSchemes[] = {
      "https://", "http://", "feed:", "podcast://", "pcast:", "itpc://"};
  if (text.find_first_of(" \t\r\n") != std::string_view::npos) return false;
  return std::ranges::any_of(kSchemes, [text](std::string_view scheme) {
    return text.size() > scheme.size() && text::starts_with_no_case(text, scheme);
  });
}

Moment moment_of_time(Id episode, Millis time, std::span<const TrackChoice> choices) {
  return {
      .episode = episode, .time = time, .text = shown_number(choices, pack::TrackKind::Transcript)};
}

Moment moment_of(const TrackView& track, Id episode, Tab tab, std::uint32_t offset_in_text) {
  Moment moment{.episode = episode, .time = kNoTime, .tab = tab, .offset_in_text = offset_in_text};
  const auto after =
      std::ranges::upper_bound(track.blocks, offset_in_text, {}, &BlockRecord::begin);
  if (tab != Tab::Source && after != track.blocks.begin()) moment.time = (after - 1)->start_ms;
  return moment;
}

}  // namespace earshot::app
