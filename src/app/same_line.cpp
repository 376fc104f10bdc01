#include "app/same_line.h"

#include <algorithm>
#include <utility>

#include "app/library.h"
#include "app/track_lines.h"
#include "indexing/pack_index.h"
#include "text/folded_words.h"
#include "text/stems.h"

namespace earshot::app {
namespace {

/// Steps of one pack's comparisons, about one for each byte: of 2,000 episodes some 30 MB.
constexpr std::uint64_t kCompareSteps = std::uint64_t{1} << 28;
/// What is longer is no title, and may be made to be compared at great length.
constexpr std::size_t kLongestTitle = 1000;
/// Of noting that a line repeats a chapter: bounds the room that this takes.
constexpr std::uint64_t kStepsOfRepeat = 16;
/// Of one search: what a passage takes to be read, beside its text.
constexpr std::uint64_t kStepsOfPassage = 500;

enum class Kind : std::uint8_t { Other, Notes, Chapters };

/// By the track, as moments are counted: a damaged index may say otherwise.
Kind kind_of(const pack::Pack& pack, const search::Index& index, std::uint32_t document) {
  if (index.passage_count(document) == 0) return Kind::Other;
  switch (pack.tracks()[document].kind) {
    case pack::TrackKind::Notes:
    case pack::TrackKind::Offers:
      return Kind::Notes;
    case pack::TrackKind::Chapters:
      return Kind::Chapters;
    default:
      return Kind::Other;
  }
}

/// Adds the words; false where that says not all.
bool add_words(const search::Node& node, bool is_alternative, search::Node& any) {
  using NodeKind = search::Node::Kind;
  switch (node.kind) {
    case NodeKind::Words:
      any.children.push_back(node);
      return node.slots.size() == 1;
    case NodeKind::And:
      // Of `(a b) OR c`, an `a` alone is not meant.
      if (is_alternative) return false;
      break;
    case NodeKind::Or:
      is_alternative = true;
      break;
    case NodeKind::Near:
    case NodeKind::Regex:
      return false;
    case NodeKind::Not:
      return true;
    case NodeKind::Filter:
      return node.filter.kind != search::Filter::Kind::Speaker;
  }
  return std::ranges::all_of(node.children, [&](const search::Node& child) {
    return add_words(child, is_alternative, any);
  });
}

/// Does the text hold these words? Takes a step for each byte that is looked at; false where they
/// run out.
bool holds(std::string_view text, std::string_view words, Budget& budget) {
  if (words.empty() || !budget.spend(text.size())) return false;
  for (std::size_t at = text.find(words[0]); at != std::string_view::npos;
       at = text.find(words[0], at + 1)) {
    const std::string_view rest = text.substr(at);
    if (rest.size() < words.size()) return false;
    const auto other = std::ranges::mismatch(words, rest).in1;
    if (!budget.spend(static_cast<std::uint64_t>(other - words.begin()) + 1)) return false;
    if (other == words.end()) return true;
  }
  return false;
}

/// The blocks of a text in their order, without those that begin in another one: in a pack that was
/// made to harm, all may be the whole text.
std::vector<pack::BlockRecord> rows_of(std::span<const pack::BlockRecord> blocks,
                                       std::size_t text_size, Budget& budget) {
  std::vector<pack::BlockRecord> rows;
  std::uint32_t end = 0;
  for (const pack::BlockRecord& block : blocks) {
    if (!budget.spend()) break;
    if (block.begin < end || block.end <= block.begin || block.end > text_size) continue;
    end = block.end;
    rows.push_back(block);
  }
  return rows;
}

}  // namespace

std::optional<search::Query> line_words(const search::Query& query) {
  search::Node any;
  any.kind = search::Node::Kind::Or;
  if (!add_words(query.root, false, any)) return std::nullopt;
  search::Query words;
  if (any.children.size() > 1) {
    words.root.children.push_back(std::move(any));
  } else {
    words.root.children = std::move(any.children);
  }
  return words;
}

SameLines::SameLines(const pack::Pack& pack, const search::Index& index,
                     std::span<const std::uint32_t> episodes_of_tracks)
    : index_id_(index.id()),
      episodes_of_tracks_(episodes_of_tracks.begin(), episodes_of_tracks.end()) {
  std::map<std::uint32_t, LinesOfEpisode> episodes;
  std::vector<Kind> kinds(std::min(pack.tracks().size(), episodes_of_tracks.size()));
  {
    std::map<std::uint32_t, std::pair<bool, bool>> has;
    for (std::uint32_t document = 0; document < kinds.size(); ++document) {
      kinds[document] = kind_of(pack, index, document);
      if (kinds[document] == Kind::Other) continue;
      auto& [notes, chapters] = has[episodes_of_tracks[document]];
      (kinds[document] == Kind::Notes ? notes : chapters) = true;
    }
    for (const auto& [episode, both] : has) {
      if (both.first && both.second) episodes.try_emplace(episode);
    }
  }
  if (episodes.empty()) return;
  Budget budget(kCompareSteps);
  search::IndexBuilder builder;
  std::vector<Compared> compared;  // by line
  for (std::uint32_t document = 0; document < kinds.size(); ++document) {
    const auto episode = episodes.find(episodes_of_tracks[document]);
    if (kinds[document] == Kind::Other || episode == episodes.end()) continue;
    LinesOfEpisode& own = episode->second;
    add_document(pack, index, document, kinds[document] == Kind::Notes ? own.notes : own.chapters,
                 compared, builder, budget);
  }
  for (const auto& [number, episode] : episodes) {
    compare(episode, compared, budget);
    list_passages(
        episode.notes, [&](const Line& line) { return line.first_repeat < line.end_repeat; },
        notes_);
  }
  std::vector<bool> is_repeated(lines_.size());
  for (const std::uint32_t chapter : repeats_)
    is_repeated[chapter] = true;
  for (const auto& [number, episode] : episodes) {
    list_passages(
        episode.chapters,
        [&](const Line& line) {
          return is_repeated[static_cast<std::size_t>(&line - lines_.data())];
        },
        chapters_);
  }
  std::ranges::sort(notes_, {}, &LinesOfPassage::passage);
  std::ranges::sort(chapters_, {}, &LinesOfPassage::passage);
  bytes_ = builder.finish();
  if (auto opened = search::Index::open(bytes_)) index_ = *opened;
  // An index has no room for them.
  if (index_.passage_count() != pieces_.size()) {
    notes_.clear();
    chapters_.clear();
  }
}

void SameLines::add_document(const pack::Pack& pack, const search::Index& index,
                             std::uint32_t document, std::vector<std::uint32_t>& lines,
                             std::vector<Compared>& compared, search::IndexBuilder& builder,
                             Budget& budget) {
  const pack::TrackRecord& track = pack.tracks()[document];
  const std::string_view text = pack.text(track);
  const std::vector<pack::BlockRecord> rows = rows_of(pack.blocks(track), text.size(), budget);
  const std::uint32_t first = index.first_passage(document);
  const std::uint32_t end = first + index.passage_count(document);
  const std::size_t lines_before = lines.size();
  const std::size_t all_lines_before = lines_.size();
  const std::size_t pieces_before = pieces_.size();
  std::size_t row = 0;
  std::size_t last_row = SIZE_MAX;
  std::uint32_t last_end = 0;
  for (std::uint32_t passage = first; passage < end; ++passage) {
    const Range own = index.passage(passage).range_in_text;
    while (row < rows.size() && rows[row].end <= own.begin && budget.spend())
      ++row;
    for (std::size_t at = row; at < rows.size() && rows[at].begin < own.end && budget.spend();
         ++at) {
      const Range piece{std::max({rows[at].begin, own.begin, last_end}),
                        std::min(rows[at].end, own.end)};
      if (piece.begin >= piece.end) continue;
      last_end = piece.end;
      const auto number = static_cast<std::uint32_t>(pieces_.size());
      if (at != last_row) {
        const Range line{rows[at].begin, rows[at].end};
        if (!budget.spend(line.size())) break;
        last_row = at;
        lines.push_back(static_cast<std::uint32_t>(lines_.size()));
        lines_.push_back({number, number, 0, 0});
        compared.push_back({rows[at].start_ms, text::folded_words(slice(text, line))});
      }
      lines_.back().end_piece = number + 1;
      pieces_.push_back({passage, static_cast<std::uint32_t>(lines_.size() - 1)});
      ranges_in_text_.push_back(piece);
    }
  }
  // Of a text without some of its lines, the others might seem to be all that was found.
  if (budget.exhausted()) {
    lines.resize(lines_before);
    lines_.resize(all_lines_before);
    compared.resize(all_lines_before);
    pieces_.resize(pieces_before);
    ranges_in_text_.resize(pieces_before);
  }
  const std::span<const Range> ranges = std::span(ranges_in_text_).subspan(pieces_before);
  if (ranges.empty()) return;
  builder.add({.document = document,
               .field = index.field(document),
               .text = text,
               .borders_in_text = {},
               .passages_in_text = ranges,
               .language = text::stem_language(indexing::language_of(pack, track))});
}

void SameLines::compare(const LinesOfEpisode& episode, std::span<const Compared> compared,
                        Budget& budget) {
  for (const std::uint32_t number : episode.notes) {
    const Compared& line = compared[number];
    lines_[number].first_repeat = static_cast<std::uint32_t>(repeats_.size());
    for (const std::uint32_t chapter : episode.chapters) {
      const Compared& it = compared[chapter];
      if (!budget.spend()) break;
      if (it.words.size() > kLongestTitle) continue;
      // A title twice in an episode is two chapters, which their times tell apart.
      if (it.time != line.time && it.time != kNoTime && line.time != kNoTime) continue;
      if (holds(line.words, it.words, budget) && budget.spend(kStepsOfRepeat))
        repeats_.push_back(chapter);
    }
    lines_[number].end_repeat = static_cast<std::uint32_t>(repeats_.size());
  }
}

template <typename Counts>
void SameLines::list_passages(std::span<const std::uint32_t> lines, Counts counts,
                              std::vector<LinesOfPassage>& passages) const {
  LinesOfPassage open;
  bool has_one = false;
  const auto close = [&] {
    if (has_one) passages.push_back(open);
    has_one = false;
  };
  for (const std::uint32_t number : lines) {
    const Line& line = lines_[number];
    for (std::uint32_t piece = line.first_piece; piece < line.end_piece; ++piece) {
      if (open.end_piece != piece || open.passage != pieces_[piece].passage) {
        close();
        open = {pieces_[piece].passage, piece, piece};
      }
      open.end_piece = piece + 1;
      has_one |= counts(line);
    }
  }
  close();
}

bool SameLines::is_of(const search::Index& index,
                      std::span<const std::uint32_t> episodes_of_tracks) const {
  return index_id_ == index.id() && std::ranges::equal(episodes_of_tracks_, episodes_of_tracks);
}

search::Bits SameLines::find(const search::Query& query, const std::optional<search::Query>& words,
                             const pack::Pack& pack, const search::Index& index,
                             const search::Bits& matches, Budget& budget) const {
  return words ? find(*words, budget) : read(query, pack, index, matches, budget);
}

search::Bits SameLines::find(const search::Query& words, Budget& budget) const {
  search::SearchOptions options;
  options.limit = 1;
  options.marks_matches = true;
  options.ranker = search::Ranker::Bm25;  // without looking at what stands near
  options.budget_steps = budget.left();
  const search::Index* const indexes[] = {&index_};
  search::SearchResult result = search::search(indexes, words, options);
  budget.spend(result.steps);
  return result.matches.empty() ? search::Bits(pieces_.size()) : std::move(result.matches.front());
}

/// By walking the query over the passages that match.
search::Bits SameLines::read(const search::Query& query, const pack::Pack& pack,
                             const search::Index& index, const search::Bits& matches,
                             Budget& budget) const {
  search::Bits found(pieces_.size());
  for (const auto* const passages : {&chapters_, &notes_}) {
    for (const LinesOfPassage& own : *passages) {
      if (!matches.has(own.passage)) continue;
      const search::Passage passage = index.passage(own.passage);
      const TrackView track = track_view(pack, pack.tracks()[passage.document]);
      const search::Matched matched =
          matched_in_track(query, passage, track, index.field(passage.document), &budget);
      // What is not read to its end may hold more.
      if (!budget.spend(kStepsOfPassage) || budget.exhausted()) return found;
      const auto begin = ranges_in_text_.begin();
      for (const Range match : matched.highlights_in_text) {
        const auto behind = std::ranges::upper_bound(begin + own.first_piece, begin + own.end_piece,
                                                     match.begin, {}, &Range::begin);
        const auto piece = static_cast<std::uint32_t>(behind - begin);
        if (piece > own.first_piece) found.add(piece - 1);
      }
    }
  }
  return found;
}

/// The first of the chapters' passages that this one repeats, where it does; `has`: does a passage
/// match?
template <typename Has>
std::optional<std::uint32_t> SameLines::repeated(const LinesOfPassage& notes,
                                                 const search::Bits& lines, Has has) const {
  std::optional<std::uint32_t> first;
  for (std::uint32_t piece = notes.first_piece; piece < notes.end_piece; ++piece) {
    if (!lines.has(piece)) continue;
    const Line& line = lines_[pieces_[piece].line];
    std::optional<std::uint32_t> found;
    for (std::uint32_t i = line.first_repeat; i < line.end_repeat && !found; ++i) {
      const Line& chapter = lines_[repeats_[i]];
      for (std::uint32_t at = chapter.first_piece; at < chapter.end_piece && !found; ++at) {
        if (lines.has(at) && has(pieces_[at].passage)) found = pieces_[at].passage;
      }
    }
    if (!found) return std::nullopt;
    if (!first) first = found;
  }
  return first;
}

std::uint32_t SameLines::count(const search::Bits& matches, const search::Bits& lines) const {
  const auto has = [&](std::uint32_t passage) { return matches.has(passage); };
  return static_cast<std::uint32_t>(std::ranges::count_if(notes_, [&](const LinesOfPassage& notes) {
    return has(notes.passage) && repeated(notes, lines, has);
  }));
}

std::vector<SameLine> SameLines::among(std::span<const search::Hit> hits,
                                       const search::Bits& lines) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> numbers;  // of passages and hits
  for (std::uint32_t i = 0; i < hits.size(); ++i)
    numbers.emplace_back(hits[i].passage, i);
  std::ranges::sort(numbers);
  const auto number_of = [&](std::uint32_t passage) -> std::optional<std::uint32_t> {
    const auto at =
        std::ranges::lower_bound(numbers, passage, {}, [](const auto& n) { return n.first; });
    if (at == numbers.end() || at->first != passage) return std::nullopt;
    return at->second;
  };
  std::vector<SameLine> same;
  for (std::uint32_t i = 0; i < hits.size(); ++i) {
    const auto notes =
        std::ranges::lower_bound(notes_, hits[i].passage, {}, &LinesOfPassage::passage);
    if (notes == notes_.end() || notes->passage != hits[i].passage) continue;
    const auto chapter = repeated(
        *notes, lines, [&](std::uint32_t passage) { return number_of(passage).has_value(); });
    if (chapter) same.push_back({*number_of(*chapter), i});
  }
  return same;
}

}  // namespace earshot::app
