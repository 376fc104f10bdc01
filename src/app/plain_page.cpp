#include "app/plain_page.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "app/own_time.h"
#include "app/quote.h"
#include "app/span_walk.h"
#include "text/markup_text.h"
#include "words/catalogue.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using pack::BlockRecord;
using pack::SpanKind;
using pack::SpanRecord;

// A speaker who goes on for minutes is read, and printed, in paragraphs: one ends with a sentence
// after so long, or with any cue after so much longer.
constexpr std::size_t kLongParagraph = 500, kLongestParagraph = 1500;  // bytes
constexpr std::size_t kDeepestList = 16;  // browsers stop nesting at some hundred elements
constexpr std::string_view kBetween = " \u00b7 ";

Tag heading(std::size_t level) {
  return static_cast<Tag>(static_cast<std::size_t>(Tag::H1) + std::clamp<std::size_t>(level, 1, 6) -
                          1);
}

std::string_view known_language(std::string_view tag) {
  return text::is_language_tag(tag) ? tag : std::string_view();
}

/// A duration of HTML: "PT1H4M33S".
std::string machine_duration(Millis time) {
  const Millis seconds = time / 1000;
  std::string out = "PT";
  if (seconds >= 3600) out += std::to_string(seconds / 3600) + "H";
  if (seconds >= 60) out += std::to_string(seconds / 60 % 60) + "M";
  return out + std::to_string(seconds % 60) + "S";
}

/// Notes often begin with the episode's title, which heads the page already.
TrackView below_title(TrackView notes, std::string_view title) {
  if (notes.blocks.empty()) return notes;
  const BlockRecord& first = notes.blocks.front();
  if (first.kind == BlockKind::Heading && slice(notes.text, {first.begin, first.end}) == title)
    notes.blocks = notes.blocks.subspan(1);
  return notes;
}

/// Writes one episode.
class EpisodeWriter {
 public:
  EpisodeWriter(Markup& out, const PlainEpisode& episode, std::size_t level, PlainTimes times,
                const words::Words& say)
      : out_(out), episode_(episode), level_(level), times_(times), say_(say) {}

  /// `anchor`: its id in the page, or empty.
  void write(std::string_view anchor);
  /// A text by itself, its headings from one below `level` on.
  void write_text(const TrackView& text);

 private:
  class Spans;

  void write_head();
  void write_chapters();
  void write_transcript();
  void open_section(std::string_view title, std::string_view style, std::string_view language);
  void close_section();
  void close_blocks();
  void open_link(std::string_view url);
  void open_time(Millis time, bool may_link);

  void write_prose(const TrackView& track);
  void write_block(const TrackView& track, const BlockRecord& block);
  void write_row(const TrackView& track, const BlockRecord& block);
  void write_item(const TrackView& track, const BlockRecord& block);
  void write_spans(const TrackView& track, Range range_in_text,
                   std::optional<Tag> line_end = Tag::Br);
  void leave_items(int level);
  void leave_list();
  void enter_group(const BlockRecord& block);
  void leave_group();
  Tag heading_of(int level);

  Markup& out_;
  const PlainEpisode& episode_;
  std::size_t level_;  // of the episode's title
  PlainTimes times_;
  const words::Words& say_;

  Range own_time_;  // of the block being written: where it says its own time
  Millis own_start_ = kNoTime;
  std::vector<int> headings_;  // levels as written, of the headings that one is under
  struct OpenItem {
    int level;
    bool is_numbered;
  };
  std::vector<OpenItem> items_;     // each in a list of its own
  bool list_open_ = false;          // and inside of them a list that has no item open
  bool list_is_numbered_ = false;   // that one
  std::optional<BlockKind> group_;  // Quote, TableRow: an element round such blocks is open
  bool table_has_body_ = false;
};

/// Writes a block's text with its spans.
class EpisodeWriter::Spans : public SpanTaker {
 public:
  /// `line_end`: the element that stands for one; nothing: a space.
  Spans(EpisodeWriter& writer, const TrackView& track, std::optional<Tag> line_end)
      : writer_(writer), track_(track), line_end_(line_end) {}

  bool wants(const SpanRecord& span) const override {
    if (span.kind == SpanKind::Link) return is_page_address(track_.string(span.url));
    return span.kind != SpanKind::Word && (span.kind != SpanKind::Time || span.start_ms >= 0);
  }

  void open(const SpanRecord& span) override {
    // HTML has no link in a link.
    const bool may_link = std::ranges::count(open_, true) == 0;
    bool is_link = false;
    switch (span.kind) {
      case SpanKind::Strong:
        writer_.out_.open(Tag::Strong);
        break;
      case SpanKind::Emphasis:
        writer_.out_.open(Tag::Em);
        break;
      case SpanKind::Strike:
        writer_.out_.open(Tag::S);
        break;
      case SpanKind::Code:
        writer_.out_.open(Tag::Code);
        break;
      case SpanKind::Link:
        is_link = may_link;
        if (may_link) {
          writer_.open_link(track_.string(span.url));
        } else {
          writer_.out_.open(Tag::Span);
        }
        break;
      case SpanKind::Time:
        is_link = may_link && writer_.times_ == PlainTimes::Links;
        writer_.open_time(span.start_ms, may_link);
        break;
      case SpanKind::Image:  // its alternative text
      case SpanKind::Word:
        writer_.out_.open(Tag::Span, {{Attribute::Class, "image"}});
        break;
    }
    open_.push_back(is_link);
  }
  void close(const SpanRecord&) override {
    writer_.out_.close();
    open_.pop_back();
  }
  void words(std::string_view words, bool) override {
    const auto begin = static_cast<std::uint32_t>(words.data() - track_.text.data());
    const Range time = writer_.own_time_;
    const bool has_time = !time.empty() && time.begin >= begin && time.end <= begin + words.size();
    if (!has_time) {
      lines(words);
      return;
    }
    lines(words.substr(0, time.begin - begin));
    writer_.open_time(writer_.own_start_, std::ranges::count(open_, true) == 0);
    lines(slice(track_.text, time));
    writer_.out_.close();
    lines(words.substr(time.end - begin));
  }

 private:
  void lines(std::string_view words) {
    while (true) {
      const std::size_t end = words.find('\n');
      writer_.out_.text(words.substr(0, end));
      if (end == std::string_view::npos) return;
      if (line_end_) {
        writer_.out_.element(*line_end_, {});
      } else {
        writer_.out_.text(" ");
      }
      words.remove_prefix(end + 1);
    }
  }

  EpisodeWriter& writer_;
  const TrackView& track_;
  std::optional<Tag> line_end_;
  std::vector<bool> open_;  // of each open element: whether it is a link
};

void EpisodeWriter::write(std::string_view anchor) {
  out_.open(Tag::Article, {{Attribute::Id, anchor}});
  write_head();
  if (const TrackView notes = below_title(episode_.notes, episode_.title); !notes.blocks.empty()) {
    open_section(say_(word::kNotes), "notes", notes.language);
    write_prose(notes);
    close_section();
  }
  write_chapters();
  write_transcript();
  if (!episode_.offers.empty()) {
    open_section(say_(word::kOffers), "offers", episode_.offers.language);
    write_prose(episode_.offers);
    close_section();
  }
  out_.close();
}

void EpisodeWriter::write_text(const TrackView& text) {
  --level_;  // there is no section's heading between
  write_prose(text);
  close_blocks();
}

void EpisodeWriter::write_head() {
  const std::string_view notes_language = known_language(episode_.notes.language);
  const std::string_view language =
      notes_language.empty() ? known_language(episode_.transcript.language) : notes_language;
  out_.open(Tag::Header);
  out_.element(heading(level_), episode_.title,
               {{Attribute::Lang, language}, {Attribute::Dir, "auto"}});
  out_.open(Tag::P, {{Attribute::Class, "facts"}});
  bool is_first = true;
  const auto begin_fact = [&] {
    if (!is_first) out_.text(kBetween);
    is_first = false;
  };
  // The show heads a page of several episodes.
  for (const std::string_view fact : {level_ == 1 ? episode_.show : "", episode_.author}) {
    if (fact.empty() || (fact == episode_.show && !is_first)) continue;
    begin_fact();
    out_.element(Tag::Bdi, fact);
  }
  if (const std::string date = iso_date(episode_.date); !date.empty()) {
    begin_fact();
    out_.element(Tag::Time, say_.long_date(episode_.date), {{Attribute::Datetime, date}});
  }
  if (episode_.duration > 0) {
    begin_fact();
    out_.element(Tag::Time, say_.duration(episode_.duration),
                 {{Attribute::Datetime, machine_duration(episode_.duration)}});
  }
  if (is_page_address(episode_.link)) {
    begin_fact();
    open_link(episode_.link);
    out_.text(say_(word::kPageOfEpisode));
    out_.close();
  }
  out_.close();
  if (episode_.notes.empty() && !episode_.summary.empty()) {
    out_.element(Tag::P, episode_.summary, {{Attribute::Lang, language}, {Attribute::Dir, "auto"}});
  }
  out_.close();
}

void EpisodeWriter::open_section(std::string_view title, std::string_view style,
                                 std::string_view language) {
  out_.open(Tag::Section, {{Attribute::Class, style}});
  out_.element(heading(level_ + 1), title);
  out_.open(Tag::Div, {{Attribute::Lang, known_language(language)}});
  headings_.clear();
}

void EpisodeWriter::close_blocks() {
  leave_group();
  leave_items(0);
  leave_list();
}

void EpisodeWriter::close_section() {
  close_blocks();
  out_.close();
  out_.close();
}

void EpisodeWriter::open_link(std::string_view url) {
  out_.open(Tag::A, {{Attribute::Href, url},
                     {Attribute::Rel, "noopener noreferrer"},
                     {Attribute::Target, "_blank"}});
}

void EpisodeWriter::open_time(Millis time, bool may_link) {
  if (may_link && times_ == PlainTimes::Links) {
    const std::string to = "#" + link_fragment({.episode = episode_.id, .time = time});
    out_.open(Tag::A, {{Attribute::Class, "time"}, {Attribute::Href, to}, {Attribute::Dir, "ltr"}});
  } else {
    out_.open(Tag::Time, {{Attribute::Datetime, machine_duration(time)}, {Attribute::Dir, "ltr"}});
  }
}

void EpisodeWriter::write_chapters() {
  if (episode_.chapters.empty() || episode_.pack == nullptr) return;
  open_section(say_(word::kChapters), "chapters", {});
  out_.open(Tag::Ol);
  for (const pack::ChapterRecord& chapter : episode_.chapters) {
    out_.open(Tag::Li, {{Attribute::Dir, "auto"}});
    if (chapter.start_ms >= 0) {
      open_time(chapter.start_ms, true);
      out_.text(clock_time(chapter.start_ms));
      out_.close();
      out_.text(" ");
    }
    const std::string_view title = episode_.pack->string(chapter.title);
    const std::string_view url = episode_.pack->string(chapter.url);
    if (is_page_address(url)) {
      open_link(url);
      out_.text(title.empty() ? url : title);
      out_.close();
    } else {
      out_.text(title);
    }
    out_.close();
  }
  out_.close();
  close_section();
}

// --- Notes --------------------------------------------------------------------------------------

void EpisodeWriter::write_prose(const TrackView& track) {
  for (const BlockRecord& block : track.blocks) {
    own_time_ = own_time(track, block);
    own_start_ = block.start_ms;
    write_block(track, block);
  }
  own_time_ = {};
}

/// Headings of the notes under the section's, each one level below the one that it is under.
Tag EpisodeWriter::heading_of(int level) {
  while (!headings_.empty() && headings_.back() >= level)
    headings_.pop_back();
  headings_.push_back(level);
  return heading(level_ + 1 + headings_.size());
}

void EpisodeWriter::leave_list() {
  if (list_open_) out_.close();
  list_open_ = false;
}

/// Closes items of `level` and deeper, and the lists in them; the last one's own list stays open.
void EpisodeWriter::leave_items(int level) {
  while (!items_.empty() && items_.back().level >= level) {
    leave_list();
    out_.close();
    list_is_numbered_ = items_.back().is_numbered;
    items_.pop_back();
    list_open_ = true;
  }
}

void EpisodeWriter::leave_group() {
  if (group_ == BlockKind::TableRow) {
    out_.close();  // tbody or thead
    out_.close();
  } else if (group_ == BlockKind::Quote) {
    out_.close();
  }
  group_.reset();
}

void EpisodeWriter::enter_group(const BlockRecord& block) {
  const bool begins_table = block.kind == BlockKind::TableRow && block.level == 0;
  if (group_ == block.kind && !begins_table) {
    if (group_ != BlockKind::TableRow || table_has_body_) return;
    out_.close();
    out_.open(Tag::Tbody);
    table_has_body_ = true;
    return;
  }
  leave_group();
  group_ = block.kind;
  if (block.kind == BlockKind::Quote) out_.open(Tag::Blockquote);
  if (block.kind == BlockKind::TableRow) {
    out_.open(Tag::Table);
    out_.open(begins_table ? Tag::Thead : Tag::Tbody);
    table_has_body_ = !begins_table;
  }
}

void EpisodeWriter::write_block(const TrackView& track, const BlockRecord& block) {
  const Range range_in_text{block.begin, block.end};
  if (block.kind == BlockKind::Item) {
    leave_group();
    write_item(track, block);
    return;
  }
  const bool is_row = block.kind == BlockKind::TableRow;
  if (group_ != block.kind) {
    leave_group();
    // What is further in than an item belongs to it; a row's level says something else.
    leave_items(block.kind == BlockKind::Heading || is_row ? 0 : block.level);
    leave_list();
  }
  switch (block.kind) {
    case BlockKind::Heading:
      out_.open(heading_of(block.level), {{Attribute::Dir, "auto"}});
      write_spans(track, range_in_text);
      out_.close();
      break;
    case BlockKind::Quote:
      enter_group(block);
      out_.open(Tag::P, {{Attribute::Dir, "auto"}});
      write_spans(track, range_in_text);
      out_.close();
      break;
    case BlockKind::Code:
      out_.open(Tag::Pre, {{Attribute::Dir, "ltr"}});
      out_.element(Tag::Code, slice(track.text, range_in_text));
      out_.close();
      break;
    case BlockKind::TableRow:
      enter_group(block);
      write_row(track, block);
      break;
    case BlockKind::Rule:
      out_.element(Tag::Hr, {});
      break;
    case BlockKind::Paragraph:
    case BlockKind::Item:
    case BlockKind::Cue:
      out_.open(Tag::P, {{Attribute::Dir, "auto"}});
      write_spans(track, range_in_text);
      out_.close();
      break;
  }
}

void EpisodeWriter::write_item(const TrackView& track, const BlockRecord& block) {
  const std::string_view marker = track.string(block.marker);
  const bool is_numbered = !is_bullet(marker);
  const int level = std::max<int>(block.level, 1);
  leave_items(level);
  while (items_.size() >= kDeepestList)
    leave_items(items_.back().level);
  if (list_open_ && list_is_numbered_ != is_numbered) leave_list();
  if (!list_open_) {
    // A number stands as it was written, whatever a browser would count.
    out_.open(is_numbered ? Tag::Ol : Tag::Ul,
              {{Attribute::Class, is_numbered ? "marked" : std::string_view()}});
  }
  list_open_ = false;
  out_.open(Tag::Li, {{Attribute::Dir, "auto"}});
  items_.push_back({level, is_numbered});
  if (is_numbered) {
    out_.element(Tag::Bdi, marker, {{Attribute::Class, "marker"}});
    out_.text(" ");
  }
  write_spans(track, {block.begin, block.end});
}

void EpisodeWriter::write_row(const TrackView& track, const BlockRecord& block) {
  const std::string_view row = slice(track.text, {block.begin, block.end});
  const bool is_head = block.level == 0;
  out_.open(Tag::Tr);
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(row.find('\t', begin), row.size());
    out_.open(is_head ? Tag::Th : Tag::Td,
              {{Attribute::Dir, "auto"},
               {Attribute::Scope, is_head ? std::string_view("col") : std::string_view()}});
    write_spans(track, {block.begin + static_cast<std::uint32_t>(begin),
                        block.begin + static_cast<std::uint32_t>(end)});
    out_.close();
    if (end == row.size()) break;
    begin = end + 1;
  }
  out_.close();
}

void EpisodeWriter::write_spans(const TrackView& track, Range range_in_text,
                                std::optional<Tag> line_end) {
  Spans spans(*this, track, line_end);
  walk_spans(track, range_in_text, spans);
}

// --- Transcript ---------------------------------------------------------------------------------

bool ends_sentence(std::string_view words) {
  constexpr std::string_view kEnds[] = {".", "!", "?", "\u2026", "\u3002", "\uFF01", "\uFF1F"};
  return std::ranges::any_of(kEnds, [words](std::string_view end) { return words.ends_with(end); });
}

void EpisodeWriter::write_transcript() {
  const TrackView& track = episode_.transcript;
  if (track.empty()) return;
  open_section(say_(word::kTranscript), "transcript", track.language);
  std::int32_t speaker = -1;
  bool is_open = false, was_sentence = false;
  std::size_t written = 0;  // of the paragraph, bytes
  auto chapter = episode_.chapters.begin();
  const auto end_paragraph = [&] {
    if (is_open) out_.close();
    is_open = false;
  };
  for (const BlockRecord& block : track.blocks) {
    const std::string_view words = slice(track.text, {block.begin, block.end});
    if (words.empty()) continue;
    // Chapters head what is said in them.
    for (; chapter != episode_.chapters.end() && chapter->start_ms <= block.start_ms; ++chapter) {
      const std::string_view title =
          episode_.pack != nullptr ? episode_.pack->string(chapter->title) : std::string_view();
      if (title.empty() || chapter->start_ms < 0) continue;
      end_paragraph();
      out_.element(heading(level_ + 2), title, {{Attribute::Dir, "auto"}});
      speaker = -1;
    }
    const bool is_turn = block.speaker >= 0 && block.speaker != speaker;
    const bool is_long = written >= (was_sentence ? kLongParagraph : kLongestParagraph);
    if (is_turn || is_long) end_paragraph();
    if (!is_open) {
      out_.open(Tag::P, {{Attribute::Dir, "auto"}});
      is_open = true;
      written = 0;
      if (block.start_ms >= 0) {
        open_time(block.start_ms, true);
        out_.text(clock_time(block.start_ms));
        out_.close();
        out_.text(" ");
      }
      if (is_turn) {
        out_.open(Tag::Bdi, {{Attribute::Class, "speaker"}});
        out_.text(track.speaker(block.speaker));
        out_.text(":");
        out_.close();
        out_.text(" ");
      }
    } else {
      out_.text(" ");
    }
    if (block.speaker >= 0) speaker = block.speaker;
    write_spans(track, {block.begin, block.end}, std::nullopt);
    written += words.size();
    was_sentence = ends_sentence(words);
  }
  end_paragraph();
  close_section();
}

}  // namespace

Markup plain_page(const PlainEpisode& episode, PlainTimes times, const words::Words& say) {
  Markup out;
  EpisodeWriter(out, episode, 1, times, say).write({});
  return out;
}

Markup plain_page(std::string_view title, const TrackView& text, const words::Words& say) {
  Markup out;
  out.open(Tag::Article, {{Attribute::Lang, known_language(text.language)}});
  out.open(Tag::Header);
  out.element(Tag::H1, title, {{Attribute::Dir, "auto"}});
  out.close();
  EpisodeWriter(out, {}, 1, PlainTimes::Text, say).write_text(text);
  out.close();
  return out;
}

Markup plain_page(std::string_view title, std::string_view description,
                  std::span<const PlainEpisode> episodes, PlainTimes times,
                  const words::Words& say) {
  Markup out;
  const auto anchor_of = [](const PlainEpisode& episode) {
    return "episode-" + to_string(episode.id);
  };
  out.open(Tag::Header);
  out.element(Tag::H1, title, {{Attribute::Dir, "auto"}});
  if (!description.empty()) out.element(Tag::P, description, {{Attribute::Dir, "auto"}});
  if (episodes.size() > 1) {
    out.open(Tag::Nav, {{Attribute::AriaLabel, say(word::kEpisodeList)}});
    out.open(Tag::Ul);
    for (const PlainEpisode& episode : episodes) {
      const std::string to = "#" + anchor_of(episode);
      out.open(Tag::Li);
      out.element(Tag::A, episode.title, {{Attribute::Href, to}, {Attribute::Dir, "auto"}});
      out.close();
    }
    out.close();
    out.close();
  }
  out.close();
  for (const PlainEpisode& episode : episodes)
    EpisodeWriter(out, episode, 2, times, say).write(anchor_of(episode));
  return out;
}

}  // namespace earshot::app
