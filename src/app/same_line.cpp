#include "app/same_line.h"

#include <algorithm>
#include <utility>

#include "app/library.h"
#include "indexing/pack_index.h"
#include "text/stems.h"
#include "text/words.h"

namespace earshot::app {
namespace {

/// Bytes of lines that are compared with chapters, in one pack: of 2,000 episodes some 30 MB.
constexpr std::uint64_t kMostCompared = std::uint64_t{1} << 28;

/// Chapters that one line may repeat: a title is rarely there more than twice.
constexpr std::uint32_t kMostRepeats = 16;

enum class Kind : std::uint8_t { Other, Notes, Chapters };

Kind kind_of(const search::Index& index, std::uint32_t document) {
  if (index.passage_count(document) == 0) return Kind::Other;
  const search::Field field = index.field(document);
  return field == search::Field::Notes     ? Kind::Notes
         : field == search::Field::Chapter ? Kind::Chapters
                                           : Kind::Other;
}

void add_words(const search::Node& node, LineWords& words) {
  using Kind = search::Node::Kind;
  switch (node.kind) {
    case Kind::Words:
      words.any.root.children.push_back(node);
      return;
    case Kind::And:
    case Kind::Or:
    case Kind::Near:
      for (const search::Node& child : node.children)
        add_words(child, words);
      return;
    case Kind::Regex:
      words.has_expression = true;
      return;
    case Kind::Not:
    case Kind::Filter:
      return;
  }
}

}  // namespace

LineWords line_words(const search::Query& query) {
  LineWords words;
  add_words(query.root, words);
  if (words.any.root.children.size() < 2) return words;
  search::Node any;
  any.kind = search::Node::Kind::Or;
  any.children = std::exchange(words.any.root.children, {});
  words.any.root.children.push_back(std::move(any));
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
      kinds[document] = kind_of(index, document);
      if (kinds[document] == Kind::Other) continue;
      auto& [notes, chapters] = has[episodes_of_tracks[document]];
      (kinds[document] == Kind::Notes ? notes : chapters) = true;
    }
    for (const auto& [episode, both] : has) {
      if (both.first && both.second) episodes.try_emplace(episode);
    }
  }
  if (episodes.empty()) return;
  Budget budget(kMostCompared);
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
    list_notes(episode);
  }
  std::ranges::sort(notes_, {}, &NotesPassage::passage);
  bytes_ = builder.finish();
  if (auto opened = search::Index::open(bytes_)) index_ = *opened;
  if (index_.passage_count() != pieces_.size()) notes_.clear();  // an index has no room for them
}

void SameLines::add_document(const pack::Pack& pack, const search::Index& index,
                             std::uint32_t document, std::vector<std::uint32_t>& lines,
                             std::vector<Compared>& compared, search::IndexBuilder& builder,
                             Budget& budget) {
  const pack::TrackRecord& track = pack.tracks()[document];
  const std::string_view text = pack.text(track);
  const std::span<const pack::BlockRecord> blocks = pack.blocks(track);
  const std::uint32_t first = index.first_passage(document);
  const std::uint32_t end = first + index.passage_count(document);
  std::vector<Range> ranges;
  std::size_t block = 0;
  std::size_t last_block = SIZE_MAX;
  std::uint32_t last_end = 0;
  for (std::uint32_t passage = first; passage < end; ++passage) {
    const Range own = index.passage(passage).range_in_text;
    while (block < blocks.size() && blocks[block].end <= own.begin && budget.spend())
      ++block;
    for (std::size_t at = block; at < blocks.size() && blocks[at].begin < own.end; ++at) {
      if (!budget.spend()) break;
      const Range piece{std::max({blocks[at].begin, own.begin, last_end}),
                        std::min(blocks[at].end, own.end)};
      if (piece.begin >= piece.end || piece.end > text.size()) continue;
      last_end = piece.end;
      const auto number = static_cast<std::uint32_t>(pieces_.size());
      if (at != last_block) {
        last_block = at;
        lines.push_back(static_cast<std::uint32_t>(lines_.size()));
        lines_.push_back({number, number, 0, 0});
        compared.push_back({blocks[at].start_ms,
                            text::folded(slice(text, Range{blocks[at].begin, blocks[at].end}))});
      }
      lines_.back().end_piece = number + 1;
      pieces_.push_back({passage, static_cast<std::uint32_t>(lines_.size() - 1)});
      ranges.push_back(piece);
    }
  }
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
      // A title twice in an episode is two chapters, which their times tell apart.
      const bool is_then = it.time == line.time || it.time == kNoTime || line.time == kNoTime;
      if (!budget.spend(is_then ? line.words.size() + 1 : 1)) break;
      if (repeats_.size() - lines_[number].first_repeat == kMostRepeats) break;
      if (is_then && !it.words.empty() && line.words.find(it.words) != std::string::npos)
        repeats_.push_back(chapter);
    }
    lines_[number].end_repeat = static_cast<std::uint32_t>(repeats_.size());
  }
}

void SameLines::list_notes(const LinesOfEpisode& episode) {
  NotesPassage notes;
  bool has_repeat = false;
  const auto close = [&] {
    if (has_repeat) notes_.push_back(notes);
    has_repeat = false;
  };
  for (const std::uint32_t number : episode.notes) {
    const Line& line = lines_[number];
    for (std::uint32_t piece = line.first_piece; piece < line.end_piece; ++piece) {
      if (notes.end_piece != piece || notes.passage != pieces_[piece].passage) {
        close();
        notes = {pieces_[piece].passage, piece, piece};
      }
      notes.end_piece = piece + 1;
      has_repeat |= line.first_repeat < line.end_repeat;
    }
  }
  close();
}

bool SameLines::is_of(const search::Index& index,
                      std::span<const std::uint32_t> episodes_of_tracks) const {
  return index_id_ == index.id() && std::ranges::equal(episodes_of_tracks_, episodes_of_tracks);
}

search::Bits SameLines::find(const LineWords& words, Budget& budget) const {
  if (words.has_expression) return search::Bits(pieces_.size(), true);
  search::SearchOptions options;
  options.limit = 1;
  options.marks_matches = true;
  options.ranker = search::Ranker::Bm25;  // without looking at what stands near
  options.budget_steps = budget.left();
  const search::Index* const indexes[] = {&index_};
  search::SearchResult result = search::search(indexes, words.any, options);
  budget.spend(result.steps);
  return result.matches.empty() ? search::Bits(pieces_.size()) : std::move(result.matches.front());
}

/// The first of the chapters' passages that this one repeats, where it does; `has`: does a passage
/// match?
template <typename Has>
std::optional<std::uint32_t> SameLines::repeated(const NotesPassage& notes,
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
  return static_cast<std::uint32_t>(std::ranges::count_if(notes_, [&](const NotesPassage& notes) {
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
        std::ranges::lower_bound(notes_, hits[i].passage, {}, &NotesPassage::passage);
    if (notes == notes_.end() || notes->passage != hits[i].passage) continue;
    const auto chapter = repeated(
        *notes, lines, [&](std::uint32_t passage) { return number_of(passage).has_value(); });
    if (chapter) same.push_back({*number_of(*chapter), i});
  }
  return same;
}

}  // namespace earshot::app
