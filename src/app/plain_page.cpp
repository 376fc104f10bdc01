#include "app/plain_page.h"

#include <algorithm>
#include <string>
#include <vector>

#include "app/cue_heads.h"
#include "app/plain_writer.h"
#include "app/quote.h"
#include "text/markup_text.h"
#include "words/catalogue.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using pack::BlockRecord;

// A speaker who goes on for minutes is read, and printed, in paragraphs: one ends with a sentence
// after so long, or with any cue after so much longer.
constexpr std::size_t kLongParagraph = 500, kLongestParagraph = 1500;  // bytes
constexpr std::string_view kBetween = " \u00b7 ";

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

bool ends_sentence(std::string_view words) {
  constexpr std::string_view kEnds[] = {".", "!", "?", "\u2026", "\u3002", "\uFF01", "\uFF1F"};
  return std::ranges::any_of(kEnds, [words](std::string_view end) { return words.ends_with(end); });
}

/// Notes often begin with the episode's title, which heads the page already.
TrackView below_title(TrackView notes, std::string_view title) {
  if (notes.blocks.empty()) return notes;
  const BlockRecord& first = notes.blocks.front();
  if (first.kind == BlockKind::Heading && slice(notes.text, {first.begin, first.end}) == title)
    notes.blocks = notes.blocks.subspan(1);
  return notes;
}

}  // namespace

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

/// Of what no text says: the title, the summary, the chapters.
std::string_view EpisodeWriter::language() const {
  const std::string_view notes_language = known_language(episode_.notes.language);
  return notes_language.empty() ? known_language(episode_.transcript.language) : notes_language;
}

void EpisodeWriter::write_head() {
  out_.open(Tag::Header);
  out_.element(plain_heading(level_), episode_.title,
               {{Attribute::Lang, language()}, {Attribute::Dir, "auto"}});
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
    out_.element(Tag::P, episode_.summary,
                 {{Attribute::Lang, language()}, {Attribute::Dir, "auto"}});
  }
  out_.close();
}

void EpisodeWriter::open_section(std::string_view title, std::string_view style,
                                 std::string_view language) {
  out_.open(Tag::Section, {{Attribute::Class, style}});
  out_.element(plain_heading(level_ + 1), title);
  out_.open(Tag::Div, {{Attribute::Lang, known_language(language)}});
  headings_.clear();
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
    const std::string to = "#" + link_fragment(moment_of_time(episode_.id, time, episode_.choices));
    out_.open(Tag::A, {{Attribute::Class, "time"}, {Attribute::Href, to}, {Attribute::Dir, "ltr"}});
  } else {
    out_.open(Tag::Time, {{Attribute::Datetime, machine_duration(time)}, {Attribute::Dir, "ltr"}});
  }
}

void EpisodeWriter::write_chapters() {
  if (episode_.chapters.empty() || episode_.pack == nullptr) return;
  open_section(say_(word::kChapters), "chapters", language());
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

// --- Transcript ---------------------------------------------------------------------------------

void EpisodeWriter::write_transcript() {
  const TrackView& track = episode_.transcript;
  if (track.empty()) return;
  open_section(say_(word::kTranscript), "transcript", track.language);
  std::int32_t speaker = -1;
  bool is_open = false, was_sentence = false;
  std::size_t written = 0;  // of the paragraph, bytes
  const std::vector<CueHead> heads =
      cue_heads(track, {.chapters = episode_.chapters, .pack = episode_.pack});
  auto head = heads.begin();
  const auto end_paragraph = [&] {
    if (is_open) out_.close();
    is_open = false;
  };
  for (std::uint32_t number = 0; number < track.blocks.size(); ++number) {
    const BlockRecord& block = track.blocks[number];
    const std::string_view words = slice(track.text, {block.begin, block.end});
    if (words.empty()) continue;
    // Chapters head what is said in them.
    for (; head != heads.end() && head->block == number; ++head) {
      end_paragraph();
      const bool is_foreign = language() != known_language(track.language);
      out_.element(plain_heading(level_ + 2), head->title,
                   {{Attribute::Lang, is_foreign ? language() : std::string_view()},
                    {Attribute::Dir, "auto"}});
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
