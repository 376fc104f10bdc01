#include "formats/squash.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include "formats/note_times.h"
#include "formats/notes_builder.h"
#include "formats/outline_marker.h"
#include "formats/squash_clues.h"
#include "formats/squash_weights.h"
#include "formats/squash_words.h"
#include "formats/timed_lines.h"
#include "formats/titles.h"
#include "text/encoding.h"
#include "text/lines.h"
#include "text/scanner.h"

// Where a line ended, two words touch: "NotesIntroduction", "(5GB+)Languages", "[00:14]Overview",
// "Core- Container"; or a bullet, a number or a time begins the next. Every place where a line may
// have ended is weighed by what stands round it and by what the rest of the text does in such
// places (squash_clues.cpp). Then each piece is read as what it looks like: a heading (a title, or
// with a time at its end), an item.

namespace earshot::formats {
namespace {

/// Longer texts without line ends are no notes, and their survey would cost too much memory.
constexpr std::size_t kLongestSquashed = std::size_t{1} << 20;

struct Cut {
  std::size_t at = 0;
  int chance = 1000;  ///< in thousandths
};

struct Cuts {
  std::vector<Cut> cuts;
  int missed = 0;  ///< thousandths of lines' ends that were likely left
  bool is_markdown = false;

  /// The F1 score to be expected, in thousandths.
  int confidence() const {
    std::int64_t right = 0;
    for (const Cut& cut : cuts)
      right += cut.chance;
    const auto all = static_cast<std::int64_t>(cuts.size()) * 1000;
    const std::int64_t sum = all + right + missed;
    return sum == 0 ? 0 : static_cast<int>(2 * right * 1000 / sum);
  }
};

/// Whether a piece may end with these atoms: it has more than signs.
bool is_content(AtomKind kind) {
  switch (kind) {
    case AtomKind::Small:
    case AtomKind::Capital:
    case AtomKind::Upper:
    case AtomKind::Single:
    case AtomKind::Letters:
    case AtomKind::Number:
    case AtomKind::Time:
    case AtomKind::BracketTime:
    case AtomKind::Address:
    case AtomKind::Emoji:
      return true;
    default:
      return false;
  }
}

/// Whether a small word ends where a capital one begins: names rarely are of such parts.
bool ends_word(std::span<const Atom> atoms, std::size_t at) {
  return at > 0 && atoms[at - 1].kind == AtomKind::Small &&
         atoms[at - 1].range_in_text.size() >= 2 && atoms[at].kind == AtomKind::Capital;
}

Cuts find_cuts(std::string_view text, const CamelWords& known) {
  Cuts out;
  if (text.size() > kLongestSquashed) return out;
  const SquashClues squash(text, known);
  out.is_markdown = squash.has_hashes();
  CutState state;
  CutState state_before;
  std::vector<Clue> clues;
  bool has_content = false;            // since the last cut
  std::int32_t sign_below_colon = -1;  // of the list that the last lines belong to
  bool ends_small_word = false;
  for (std::size_t i = 0; i < squash.atoms().size(); ++i) {
    const Atom& atom = squash.atoms()[i];
    if (atom.gap == Gap::Line) {
      state_before = state;
      state = squash.after_cut(i);
      has_content = false;
    } else if (squash.is_border(i)) {
      squash.clues_of(i, has_content ? state : state_before, clues);
      int weight = 0;
      for (const Clue clue : clues)
        weight += weight_of(clue);
      // "enable: - a - b": behind a colon a dash opened a list, and it goes on by the same sign.
      const bool is_sign = atom.kind == AtomKind::Bullet;
      constexpr int kGoesOn = 400;
      if (is_sign && atom.value == sign_below_colon) weight += kGoesOn;
      const SquashClues::Bounds bounds = squash.bounds_of(i);
      const int chance = std::clamp(chance_of(weight), bounds.least, bounds.most);
      const bool replaces = !has_content && !out.cuts.empty() && chance > out.cuts.back().chance;
      if (chance >= 500 && (has_content || replaces)) {
        if (replaces) out.cuts.pop_back();
        out.cuts.push_back({.at = atom.range_in_text.begin, .chance = chance});
        if (has_content) state_before = state;
        state = squash.after_cut(i);
        has_content = false;
        const bool is_below_colon = is_sign && squash.atoms()[i - 1].kind == AtomKind::Colon;
        if (is_below_colon) {
          sign_below_colon = atom.value;
        } else if (!is_sign || atom.gap == Gap::None) {
          sign_below_colon = -1;
        }
        ends_small_word = ends_word(squash.atoms(), i);
      } else if (has_content) {
        out.missed += chance;
      }
    }
    has_content = has_content || is_content(atom.kind);
  }
  // A lone uncertain border is a word with a capital inside more often than a lost line end.
  constexpr int kCertain = 900;
  constexpr int kCertainForSmall = 600;
  const bool is_doubtful =
      out.cuts.size() == 1 && out.cuts[0].chance < (ends_small_word ? kCertainForSmall : kCertain);
  if (is_doubtful) out.cuts.clear();
  return out;
}

/// Lines of notes are shorter on average; prose has longer ones.
constexpr std::size_t kBytesForEach = 400;

/// Whether a long line has enough of what touches, marks and times that it may be several: most
/// texts are told from squashed ones by this alone, and cheaply.
bool has_signs(std::string_view line) {
  constexpr std::size_t kFewest = 2;
  std::size_t signs = 0;
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    const char before = line[i - 1];
    const char here = line[i];
    if (text::is_upper(here) && !text::is_white(before)) {
      const bool is_inner = text::is_upper(before) || before == '-' || before == '/';
      signs += is_inner ? 0 : 1;
    } else if (here == ':') {
      signs += text::is_digit(before) && text::is_digit(line[i + 1]) ? 1 : 0;
    } else if (line[i + 1] == ' ') {
      signs += std::string_view("-*#|+").contains(here) ||
                       static_cast<unsigned char>(here) >= 0x80 ||
                       (text::is_digit(before) && (here == '.' || here == ')'))
                   ? 1
                   : 0;
    } else {
      signs += static_cast<unsigned char>(before) < 0x80 && static_cast<unsigned char>(here) == 0xE2
                   ? 1
                   : 0;
    }
  }
  return signs >= kFewest && signs * kBytesForEach >= line.size();
}

/// Whether two words touch at `at` that are not known to be one: "NotesIntroduction".
bool is_glued_word(std::string_view line, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && text::is_letter(line[begin - 1]) && at - begin <= kLongestCamelWord)
    --begin;
  std::size_t end = at;
  while (end < line.size() && text::is_letter(line[end]) && end - at <= kLongestCamelWord)
    ++end;
  return at - begin >= 2 && end - at >= 2 && !is_common_camel_word(line.substr(begin, end - begin));
}

/// Whether a paragraph of HTML holds at least two places that hardly are anything but lost line
/// ends. Pages have many paragraphs, nearly all of them prose: this is what reading them costs.
bool has_glue(std::string_view line) {
  constexpr std::size_t kFewest = 2;
  std::size_t found = 0;
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    const char here = line[i];
    const char before = line[i - 1];
    if (here == '#' && before == '#') return true;
    if (text::is_upper(here)) {
      const bool is_behind_end =
          text::is_digit(before) || std::string_view(")].!?").contains(before);
      if (is_behind_end ? text::is_lower(line[i + 1])
                        : text::is_lower(before) && is_glued_word(line, i)) {
        ++found;
      }
    } else if (here == '.' && text::is_digit(before) && line[i + 1] == ' ') {
      // "(1:14)2. Next"
      const std::size_t digits = line.find_last_not_of("0123456789", i - 1);
      if (digits != std::string_view::npos && !text::is_white(line[digits])) ++found;
    } else if (static_cast<unsigned char>(here) == 0xE2) {
      if (line.substr(i).starts_with("•")) ++found;
    } else if (here == ' ' && std::string_view("-*+").contains(before)) {
      if (i >= 2 && !text::is_white(line[i - 2])) ++found;
    }
    if (found >= kFewest && found * kBytesForEach >= line.size()) return true;
  }
  return false;
}

/// Gives each piece its kind, level and marker.
class PieceReader {
 public:
  PieceReader(std::string_view text, bool is_markdown, bool is_cut, model::Notes& notes)
      : text_(text), is_markdown_(is_markdown), is_cut_(is_cut), notes_(notes) {}

  void read(Range range) {
    range = text::trimmed(text_, range);
    if (range.empty()) return;
    model::Block block;
    const std::string_view piece = slice(text_, range);
    const std::size_t hashes = std::min(piece.find_first_not_of('#'), piece.size());
    const bool is_heading =
        is_markdown_ && hashes >= 1 && hashes <= 6 && hashes < piece.size() && piece[hashes] == ' ';
    std::uint32_t marker_bytes = 0;
    if (is_heading) {
      marker_bytes = static_cast<std::uint32_t>(hashes);
      block.kind = model::BlockKind::Heading;
      block.level = static_cast<std::uint8_t>(hashes);
    } else if (const auto marker = find_marker(piece, false)) {
      marker_bytes = static_cast<std::uint32_t>(marker->bytes);
      block.kind = model::BlockKind::Item;
      block.marker = std::string(piece.substr(0, marker->bytes));
      // "enable: - a - b": a dash behind a colon goes a level down, one that touched a word is
      // back at the list's own.
      const bool touches = range.begin > 0 && !text::is_white(text_[range.begin - 1]);
      if (touches) depth_ = 1;
      if (!touches && ended_in_colon_) depth_ = 2;
      block.level = static_cast<std::uint8_t>(heading_level_ + depth_);
    } else {
      by_looks(piece, block);
    }
    block.text_in_plain = text::trimmed(text_, {range.begin + marker_bytes, range.end});
    if (block.kind == model::BlockKind::Heading) {
      heading_level_ = block.level;
      depth_ = 1;
    }
    const std::string_view own = slice(text_, block.text_in_plain);
    ended_in_colon_ = own.ends_with(':');
    notes_.blocks.push_back(std::move(block));
  }

 private:
  void by_looks(std::string_view piece, model::Block& block) {
    if (!is_cut_) {
      block.kind = model::BlockKind::Paragraph;
      return;
    }
    const bool is_first = notes_.blocks.empty();
    const std::vector<FoundTime> times = find_times(piece);
    const bool ends_in_time = !times.empty() && times.back().is_bracketed &&
                              times.back().range_in_text.end == piece.size();
    constexpr std::size_t kLongestHeading = 100;
    const bool is_short = piece.size() <= kLongestHeading;
    const std::size_t colon = piece.find(": ");
    const bool is_definition = colon != std::string_view::npos && !is_first;
    if (is_first && is_short && looks_like_title(piece)) {
      block.kind = model::BlockKind::Heading;
      block.level = 1;
    } else if (is_short && (ends_in_time || (looks_like_title(piece) && !is_definition))) {
      block.kind = model::BlockKind::Heading;
      block.level = 2;
    } else if (is_first) {
      block.kind = model::BlockKind::Paragraph;
    } else {
      block.kind = model::BlockKind::Item;
      block.level = static_cast<std::uint8_t>(heading_level_ + 1);
    }
  }

  std::string_view text_;
  bool is_markdown_;
  bool is_cut_;
  model::Notes& notes_;
  int heading_level_ = 0;
  int depth_ = 1;
  bool ended_in_colon_ = false;
};

/// The blocks of a run-on text; its plain text, times and spans are left to the caller.
model::Notes cut_pieces(std::string_view text, const CamelWords& known) {
  model::Notes notes;
  Cuts found = find_cuts(text, known);
  std::vector<Cut>& cuts = found.cuts;
  const bool is_cut = !cuts.empty();
  if (is_cut) notes.squashed = static_cast<float>(found.confidence()) / 1000.0F;
  // Line ends that are still there begin blocks too, as certainly as can be.
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    cuts.push_back({.at = at, .chance = 1000});
  }
  std::ranges::sort(cuts, {}, &Cut::at);
  PieceReader pieces(text, found.is_markdown, is_cut, notes);
  std::uint32_t begin = 0;
  for (const Cut& cut : cuts) {
    pieces.read({begin, static_cast<std::uint32_t>(cut.at)});
    begin = static_cast<std::uint32_t>(cut.at);
  }
  pieces.read({begin, static_cast<std::uint32_t>(text.size())});
  return notes;
}

}  // namespace

model::Notes read_squashed(std::string_view text, const CamelWords& known, Millis duration) {
  model::Notes notes = cut_pieces(text, known);
  notes.plain = std::string(text);
  find_bare_links(notes);
  complete_notes(notes, duration);
  return notes;
}

void cut_squashed_paragraphs(model::Notes& notes) {
  const auto is_cut_up = [&](const model::Block& block) {
    if (block.kind != model::BlockKind::Paragraph) return false;
    const std::string_view text = slice(notes.plain, block.text_in_plain);
    return has_glue(text) && looks_squashed(text);
  };
  std::optional<std::size_t> first_cut;
  std::uint32_t begin_in_plain = 0;  // of the first that is cut
  const CamelWords none;
  std::vector<model::Block> blocks;
  std::int64_t chances = 0;
  std::int64_t bytes = 0;
  blocks.reserve(notes.blocks.size());
  for (std::size_t i = 0; i < notes.blocks.size(); ++i) {
    model::Block& whole = notes.blocks[i];
    if (!is_cut_up(whole)) {
      blocks.push_back(std::move(whole));
      continue;
    }
    if (!first_cut) {
      first_cut = i;
      begin_in_plain = whole.text_in_plain.begin;
    }
    model::Notes pieces = cut_pieces(slice(notes.plain, whole.text_in_plain), none);
    chances += std::int64_t{whole.text_in_plain.size()} *
               static_cast<std::int64_t>(std::max(pieces.squashed, 0.0F) * 1000.0F);
    bytes += whole.text_in_plain.size();
    for (model::Block& piece : pieces.blocks) {
      piece.text_in_plain.begin += whole.text_in_plain.begin;
      piece.text_in_plain.end += whole.text_in_plain.begin;
      piece.container = whole.container;
      blocks.push_back(std::move(piece));
    }
  }
  notes.blocks = std::move(blocks);
  if (!first_cut) return;
  notes.squashed = static_cast<float>(chances / std::max<std::int64_t>(bytes, 1)) / 1000.0F;
  keep_spans_inside(notes, *first_cut, begin_in_plain);
}

namespace {

/// Whether what stands at a cut touches what is before it, or is a mark that heads lines.
bool is_marked_cut(std::string_view text, std::size_t at) {
  if (at == 0 || !text::is_white(text[at - 1])) return true;
  if (text::is_letter(text[at])) return false;
  const std::size_t end = text.find_first_not_of("0123456789", at);
  return end == at || (end != std::string_view::npos && text[end] != ':');
}

}  // namespace

bool looks_squashed(std::string_view text) {
  constexpr std::size_t kShortestLine = 40;  // shorter ones hold no two lines worth cutting
  constexpr std::size_t kLookAtBytes = 64 * 1024;
  constexpr std::size_t kShortestProse = 150;
  constexpr int kFewest = 1'800;  // lost line ends, in thousandths
  text = text::trimmed(text);
  text = text.substr(0, text::floor_to_character(text, kLookAtBytes));
  std::size_t filled = 0;
  std::size_t suspect = 0;
  std::vector<Range> longs;
  text::LineReader reader(text);
  while (const std::optional<text::Line> line = reader.next()) {
    const Range range = text::trimmed(text, line->range_in_source);
    filled += range.size();
    if (range.size() < kShortestLine || !has_signs(slice(text, range))) continue;
    suspect += range.size();
    longs.push_back(range);
  }
  // Where a quarter of the text runs on, its reader by lines would lose more than this one.
  if (suspect * 4 <= filled) return false;
  const CamelWords none;
  const Cuts found = find_cuts(text, none);
  std::size_t squashed = 0;  // bytes in squashed lines
  auto cut = found.cuts.begin();
  for (const Range& line : longs) {
    int sum = 0;
    for (; cut != found.cuts.end() && cut->at < line.end; ++cut) {
      if (cut->at <= line.begin) continue;
      // "Lunch at 12:30. Dinner at 7:15": in a short line words and times apart say nothing.
      if (line.size() < kShortestProse && !is_marked_cut(text, cut->at)) continue;
      // A heading of Markdown in the middle of a line says as much as two that touch.
      sum += text.substr(cut->at).starts_with("##") ? 2 * cut->chance : cut->chance;
    }
    const bool is_dense = static_cast<std::size_t>(sum) * kBytesForEach >= 1000 * line.size();
    // One that is sure will do in a short line.
    constexpr std::size_t kShortLine = 120;
    constexpr int kSure = 985;
    const int fewest = line.size() <= kShortLine ? kSure : kFewest;
    if (sum >= fewest && is_dense) squashed += line.size();
  }
  return squashed * 4 > filled;
}

}  // namespace earshot::formats
