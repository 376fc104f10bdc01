#include "formats/offers.h"

#include <algorithm>
#include <string>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

using model::Block;
using model::BlockKind;

bool is_emoji(char32_t code) {
  return (code >= 0x1F300 && code <= 0x1FAFF) ||
         (code >= 0x2600 && code <= 0x27BF && code != 0x2713 && code != 0x2714) || code == 0x2B50 ||
         code == 0x2B55;
}

constexpr std::string_view kHeadings[] = {"sponsor",
                                          "sponsors",
                                          "our sponsors",
                                          "our sponsor",
                                          "the sponsors",
                                          "episode sponsors",
                                          "episode sponsor",
                                          "show sponsors",
                                          "today's sponsor",
                                          "today's sponsors",
                                          "this episode's sponsor",
                                          "this week's sponsors",
                                          "sponsored by",
                                          "sponsorship",
                                          "brought to you by",
                                          "special offers",
                                          "offers",
                                          "deals",
                                          "discounts",
                                          "discount codes",
                                          "promo codes",
                                          "support our sponsors",
                                          "thanks to our sponsors",
                                          "thank you to our sponsors",
                                          "a word from our sponsors",
                                          "sponsors & offers",
                                          "sponsors and offers"};

/// How a word from a sponsor begins.
constexpr std::string_view kBeginnings[] = {"this episode is brought to you by",
                                            "this episode is sponsored by",
                                            "this episode was brought to you by",
                                            "this episode was sponsored by",
                                            "this show is brought to you by",
                                            "this show is sponsored by",
                                            "this podcast is brought to you by",
                                            "this podcast is sponsored by",
                                            "today's episode is brought to you by",
                                            "today's episode is sponsored by",
                                            "today's show is brought to you by",
                                            "today's show is sponsored by",
                                            "support for this episode comes from",
                                            "support for this podcast comes from",
                                            "support for this show comes from",
                                            "thanks to our sponsor",
                                            "thank you to our sponsor",
                                            "brought to you by our sponsor"};

/// A paragraph this long says more than who paid.
constexpr std::size_t kLongestOfferLine = 400;
/// A paragraph this long below offers is prose, not another offer.
constexpr std::size_t kProseBytes = 160;

std::string lower_words(std::string_view text) {
  text = text::trimmed(text);
  while (text.ends_with(':') || text.ends_with('.') || text.ends_with('!'))
    text.remove_suffix(1);
  std::string lower(text::trimmed(text));
  constexpr std::string_view kDrawnApostrophe = "\u2019";
  bool is_ascii = true;
  for (char& c : lower) {
    c = text::to_lower(c);
    is_ascii &= static_cast<unsigned char>(c) < 0x80;
  }
  for (std::size_t at = 0; !is_ascii;) {
    at = lower.find(kDrawnApostrophe, at);
    if (at == std::string::npos) break;
    lower.replace(at, kDrawnApostrophe.size(), 1, '\'');
  }
  return lower;
}

}  // namespace

bool begins_offers(std::string_view line) {
  const std::string_view text = text::trimmed(line);
  constexpr std::size_t kLongestOfferHead = 120;
  if (text.empty() || text.size() > kLongestOfferHead) return false;
  constexpr std::string_view kWords[] = {"offer", "sponsor", "deal",    "discount", "coupon",
                                         "promo", "career",  "course",  "giveaway", "sale",
                                         "% off", "merch",   "special", "level up"};
  const bool has_sign = is_emoji(text::character_at(text, 0).code);
  if (!has_sign && !text.ends_with(':')) return false;
  std::string lower;
  for (const char c : text)
    lower += text::to_lower(c);
  const bool has_word =
      std::ranges::any_of(kWords, [&](std::string_view word) { return lower.contains(word); });
  if (has_sign) return has_word;
  // Without a sign only a label on its own says so.
  constexpr std::size_t kLongestLabel = 40;
  return text.ends_with(':') && text.size() <= kLongestLabel && !text::is_lower(text[0]) &&
         (lower.contains("offers:") || lower.contains("sponsors:") || lower.contains("sponsor:") ||
          lower.contains("sponsored by:"));
}

namespace {

/// Whether a heading begins or ends with a letter that a heading of offers can: most do not.
bool may_be_offers_heading(std::string_view heading) {
  const std::string_view text = text::trimmed(heading);
  return !text.empty() && (std::string_view("stobedp").contains(text::to_lower(text.front())) ||
                           std::string_view("rd)].!:").contains(text::to_lower(text.back())));
}

}  // namespace

bool is_offers_heading(std::string_view heading) {
  constexpr std::size_t kLongestHeading = 120;
  if (heading.size() > kLongestHeading || !may_be_offers_heading(heading)) return false;
  const std::string lower = lower_words(heading);
  if (std::ranges::find(kHeadings, lower) != std::end(kHeadings)) return true;
  for (const std::string_view ending : {"- sponsor", "– sponsor", "— sponsor", "| sponsor",
                                        "(sponsor)", "[sponsor]", "- sponsored"}) {
    if (lower.ends_with(ending)) return true;
  }
  return is_offer_line(heading);
}

bool is_offer_line(std::string_view line) {
  if (line.size() > kLongestOfferLine) return false;
  // All beginnings have one of these letters first: most lines need no look at their words.
  const std::string_view text = text::trimmed(line);
  if (text.empty() || !std::string_view("tsb").contains(text::to_lower(text[0]))) return false;
  const std::string lower = lower_words(line.substr(0, 60));
  return std::ranges::any_of(
      kBeginnings, [&](std::string_view beginning) { return lower.starts_with(beginning); });
}

namespace {

/// Blocks [begin, end) of notes.
struct Stretch {
  std::size_t begin;
  std::size_t end;
};

class OfferFinder {
 public:
  explicit OfferFinder(const model::Notes& notes) : notes_(notes) {}

  std::vector<Stretch> find() const {
    std::vector<Stretch> found;
    for (std::size_t i = 0; i < notes_.blocks.size();) {
      const std::size_t end = end_of_offers(i);
      if (end > i) found.push_back({.begin = i, .end = end});
      i = std::max(end, i + 1);
    }
    return found;
  }

 private:
  const Block& block(std::size_t i) const { return notes_.blocks[i]; }
  std::string_view text(std::size_t i) const { return slice(notes_.plain, block(i).text_in_plain); }
  bool is_at(std::size_t i, BlockKind kind) const {
    return i < notes_.blocks.size() && block(i).kind == kind;
  }

  /// Where the offers that block `i` heads end; `i` where it heads none.
  std::size_t end_of_offers(std::size_t i) const {
    const BlockKind kind = block(i).kind;
    if (kind == BlockKind::Heading) {
      if (!is_offers_heading(text(i)) && !begins_offers(text(i))) return i;
      return end_of_section(i);
    }
    if (kind != BlockKind::Paragraph) return i;
    if (begins_offers(text(i))) return end_of_lines(i + 1);
    if (!is_offer_line(text(i))) return i;
    const std::string_view line = text(i);
    const bool is_open = line.ends_with(':') || lower_words(line).ends_with(" by");
    return is_open ? end_of_items(i + 1) : i + 1;
  }

  /// The section goes to the next heading that is no deeper and heads no offers itself.
  std::size_t end_of_section(std::size_t head) const {
    std::size_t i = head + 1;
    while (i < notes_.blocks.size() && block(i).kind != BlockKind::Rule &&
           !(block(i).kind == BlockKind::Heading && block(i).level <= block(head).level)) {
      ++i;
    }
    return i;
  }

  std::size_t end_of_items(std::size_t i) const {
    while (is_at(i, BlockKind::Item) || (is_at(i, BlockKind::Paragraph) && block(i).level > 0))
      ++i;
    return i;
  }

  /// A list, else short paragraphs.
  std::size_t end_of_lines(std::size_t i) const {
    if (is_at(i, BlockKind::Item)) {
      i = end_of_items(i);
      return is_at(i, BlockKind::Paragraph) && begins_offers(text(i)) ? end_of_lines(i + 1) : i;
    }
    while (is_at(i, BlockKind::Paragraph) && text(i).size() < kProseBytes)
      ++i;
    return i;
  }

  const model::Notes& notes_;
};

/// Where offers lead to stays among the links of the notes.
void keep_links(model::Notes& notes, const std::vector<Stretch>& stretches) {
  const auto begin_of = [&](std::size_t block) {
    return block < notes.blocks.size() ? notes.blocks[block].text_in_plain.begin : UINT32_MAX;
  };
  for (const model::Span& span : notes.spans) {
    const bool leads = span.kind == model::SpanKind::Link || span.kind == model::SpanKind::Image;
    if (!leads || span.url.empty()) continue;
    const std::uint32_t at = span.text_in_plain.begin;
    const auto after = std::ranges::upper_bound(
        stretches, at, {}, [&](const Stretch& stretch) { return begin_of(stretch.begin); });
    const bool is_offer = after != stretches.begin() && at < begin_of((after - 1)->end);
    if (!is_offer) continue;
    notes.links.push_back(
        {.text = std::string(slice(notes.plain, span.text_in_plain)), .url = span.url});
  }
}

/// Takes the stretches out of text, blocks and spans.
void cut_out(model::Notes& notes, const std::vector<Stretch>& stretches) {
  std::vector<Range> cuts;
  for (const Stretch& stretch : stretches) {
    const std::uint32_t begin = notes.blocks[stretch.begin].text_in_plain.begin;
    const std::uint32_t end = stretch.end < notes.blocks.size()
                                  ? notes.blocks[stretch.end].text_in_plain.begin
                                  : static_cast<std::uint32_t>(notes.plain.size());
    if (!cuts.empty() && cuts.back().end == begin) {
      cuts.back().end = end;
    } else {
      cuts.push_back({begin, end});
    }
  }
  std::vector<std::uint32_t> cut_before;  // bytes cut before each cut
  std::string plain;
  std::uint32_t position = 0;
  std::uint32_t bytes = 0;
  for (const Range& cut : cuts) {
    plain += slice(notes.plain, {position, cut.begin});
    position = cut.end;
    cut_before.push_back(bytes);
    bytes += cut.size();
  }
  plain += slice(notes.plain, {position, static_cast<std::uint32_t>(notes.plain.size())});
  const auto moved = [&](std::uint32_t at) {
    const auto after = std::ranges::upper_bound(cuts, at, {}, &Range::begin);
    if (after == cuts.begin()) return at;
    const auto number = static_cast<std::size_t>(after - cuts.begin()) - 1;
    return at - cut_before[number] - (std::min(at, cuts[number].end) - cuts[number].begin);
  };
  const auto is_cut = [&](std::uint32_t at) {
    const auto after = std::ranges::upper_bound(cuts, at, {}, &Range::begin);
    return after != cuts.begin() && at < (after - 1)->end;
  };
  std::vector<std::uint32_t> kept_before;  // blocks kept before each
  kept_before.reserve(notes.blocks.size() + 1);
  std::size_t kept = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < notes.blocks.size(); ++i) {
    kept_before.push_back(static_cast<std::uint32_t>(kept));
    while (next < stretches.size() && stretches[next].end <= i)
      ++next;
    if (next < stretches.size() && i >= stretches[next].begin) continue;
    Block& block = notes.blocks[i];
    block.text_in_plain = {moved(block.text_in_plain.begin), moved(block.text_in_plain.end)};
    if (kept != i) notes.blocks[kept] = std::move(block);
    ++kept;
  }
  kept_before.push_back(static_cast<std::uint32_t>(kept));
  notes.blocks.resize(kept);
  std::erase_if(notes.raw_html, [&](model::RawHtml& raw) {
    const bool had_blocks = raw.end_block > raw.first_block;
    raw.first_block = kept_before[raw.first_block];
    raw.end_block = kept_before[raw.end_block];
    return had_blocks && raw.end_block == raw.first_block;
  });
  std::erase_if(notes.spans,
                [&](const model::Span& span) { return is_cut(span.text_in_plain.begin); });
  for (model::Span& span : notes.spans) {
    span.text_in_plain = {moved(span.text_in_plain.begin), moved(span.text_in_plain.end)};
  }
  notes.plain = std::move(plain);
  // What parted the offers from the last block goes too; the last line end of code is its own.
  const std::size_t end = notes.blocks.empty() ? 0 : notes.blocks.back().text_in_plain.end;
  if (notes.plain.size() > end) notes.plain.resize(end);
}

}  // namespace

void set_offers_apart(model::Notes& notes) {
  const std::vector<Stretch> stretches = OfferFinder(notes).find();
  if (stretches.empty()) return;
  std::size_t offer_bytes = 0;
  for (const Stretch& stretch : stretches) {
    for (std::size_t i = stretch.begin; i < stretch.end; ++i)
      offer_bytes += notes.blocks[i].text_in_plain.size();
  }
  // Notes that are offers to three quarters were taken for something they are not.
  if (offer_bytes * 4 > notes.plain.size() * 3) return;
  for (const Stretch& stretch : stretches) {
    for (std::size_t i = stretch.begin; i < stretch.end; ++i) {
      const std::string_view text = slice(notes.plain, notes.blocks[i].text_in_plain);
      if (!text.empty()) notes.offers.emplace_back(text);
    }
  }
  keep_links(notes, stretches);
  cut_out(notes, stretches);
}

}  // namespace earshot::formats
