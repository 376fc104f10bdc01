#include "golden/dump.h"

#include "base/range.h"
#include "formats/feed_dates.h"
#include "formats/notes_builder.h"

namespace earshot::golden {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string millis(TimeSpan time) {
  std::string out = std::to_string(time.start);
  if (time.end != kNoTime) out += ".." + std::to_string(time.end);
  return out;
}

class Dumper {
 public:
  std::string write(const model::ParsedFile& file) {
    line("kind " + std::string(name(file.kind)) + " format " + std::string(name(file.format)));
    text("language", file.language);
    if (file.transcript) transcript(*file.transcript);
    chapters(file.chapters);
    if (file.show) show(*file.show);
    for (const model::Episode& item : file.episodes)
      episode(item);
    for (const model::Episode& item : file.live)
      live(item);
    for (const model::FeedRef& item : file.feeds)
      feed(item);
    for (const std::string& item : file.boilerplate)
      text("boilerplate", item);
    for (const Diagnostic& item : file.diagnostics) {
      constexpr std::string_view kNames[] = {"note", "warning", "error"};
      line("diagnostic " + std::to_string(item.line_in_source) + ":" +
           std::to_string(item.column_in_source) + " " +
           std::string(kNames[static_cast<std::size_t>(item.severity)]) + " " + item.code + " " +
           quoted(item.excerpt));
    }
    if (file.more_diagnostics > 0) line("more " + std::to_string(file.more_diagnostics));
    for (const model::SourceSpan& span : file.spans) {
      line("span " + std::to_string(span.range_in_source.begin) + ".." +
           std::to_string(span.range_in_source.end) + " " + span.field);
    }
    return std::move(out_);
  }

 private:
  void line(std::string_view content) {
    out_.append(indent_, ' ');
    out_ += content;
    out_ += '\n';
  }
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) line(std::string(key) + " " + quoted(value));
  }
  void number(std::string_view key, std::int64_t value) {
    if (value >= 0) line(std::string(key) + " " + std::to_string(value));
  }

  void transcript(const model::Transcript& transcript) {
    text("transcript-language", transcript.language);
    text("header", transcript.header);
    for (const model::Remark& remark : transcript.remarks) {
      constexpr std::string_view kKinds[] = {"comment", "style", "region"};
      line("remark " + std::to_string(remark.line_in_source) + " " +
           std::string(kKinds[static_cast<std::size_t>(remark.kind)]) + " " + quoted(remark.text));
    }
    for (const std::string& speaker : transcript.speakers)
      text("speaker", speaker);
    for (const model::Cue& cue : transcript.cues) {
      std::string out = "cue " + millis(cue.time);
      if (!cue.id.empty()) out += " id " + quoted(cue.id);
      if (cue.speaker >= 0) out += " speaker " + std::to_string(cue.speaker);
      if (!cue.recovered.empty()) out += " recovered " + cue.recovered;
      for (const auto& [key, value] : cue.settings)
        out += " " + key + "=" + value;
      line(out + " " + quoted(slice(transcript.plain, cue.text_in_plain)));
      for (const model::Cue::Word& word : cue.words) {
        line("  word " + millis(word.time) + " " +
             quoted(slice(transcript.plain, word.text_in_plain)));
      }
    }
  }

  void chapters(const std::vector<model::Chapter>& chapters) {
    for (const model::Chapter& chapter : chapters) {
      line("chapter " + millis(chapter.time) + " " + quoted(chapter.title));
    }
  }

  void show(const model::Show& show) {
    line("show");
    indent_ += 2;
    text("title", show.title);
    text("author", show.author);
    text("description", show.description);
    text("language", show.language);
    text("link", show.link);
    number("declared-episodes", show.declared_episodes);
    show_extras(show);
    indent_ -= 2;
  }

  void episode(const model::Episode& episode) {
    line(episode.listed_only ? "episode listed" : "episode");
    indent_ += 2;
    text("guid", episode.guid);
    text("title", episode.title);
    text("author", episode.author);
    text("date", iso_date(episode.date));
    number("duration", episode.duration);
    number("season", episode.season);
    number("number", episode.number);
    text("link", episode.link);
    text("language", episode.language);
    text("show", episode.show);
    text("summary", episode.summary);
    text("enclosure", episode.enclosure.url);
    episode_extras(episode);
    if (episode.notes) notes(*episode.notes);
    chapters(episode.chapters);
    indent_ -= 2;
  }

  void live(const model::Episode& item) {
    line("live");
    indent_ += 2;
    episode(item);
    indent_ -= 2;
  }

  void feed(const model::FeedRef& feed) {
    line("feed " + quoted(feed.title) + " " + quoted(feed.url) + " " + quoted(feed.html_url));
    for (const std::string& category : feed.categories)
      text("  category", category);
  }

  void show_extras(const model::Show& show) {
    text("guid", show.guid);
    text("image", show.image);
    text("feed", show.feed);
    text("type", show.type);
    text("copyright", show.copyright);
    text("owner", show.owner);
    text("license", show.license.name + show.license.url);
    for (const std::string& category : show.categories)
      text("category", category);
    for (const model::Location& location : show.locations)
      text("location", location.name);
    for (const model::Trailer& trailer : show.trailers)
      line("trailer " + quoted(trailer.title) + " " + quoted(trailer.url) + " " +
           iso_date(trailer.date));
    for (const model::Recommendation& other : show.podroll)
      text("podroll", other.url);
  }

  /// What only feeds say of an episode.
  void episode_extras(const model::Episode& episode) {
    text("published", formats::iso_instant(episode.published_s));
    text("type", episode.type);
    text("image", episode.image);
    text("season-name", episode.season_name);
    if (episode.is_explicit != model::Explicit::Unknown)
      line(episode.is_explicit == model::Explicit::Yes ? "explicit" : "clean");
    for (const std::string& category : episode.categories)
      text("category", category);
    for (const model::Enclosure& other : episode.more_enclosures)
      text("more-enclosure", other.url);
    for (const model::TranscriptRef& transcript : episode.transcripts)
      line("transcript " + quoted(transcript.url) + " " + transcript.type);
    text("chapters-source", episode.chapters_source.url);
    for (const model::Person& person : episode.persons)
      line("person " + quoted(person.name) + " " + person.role);
    for (const model::Soundbite& soundbite : episode.soundbites)
      line("soundbite " + millis(soundbite.time) + " " + quoted(soundbite.title));
  }

  void notes(const model::Notes& notes) {
    constexpr std::string_view kBlocks[] = {"heading", "paragraph", "item", "quote",
                                            "code",    "row",       "rule", "cue"};
    constexpr std::string_view kSpans[] = {"strong", "emphasis", "strike", "code",
                                           "link",   "time",     "image"};
    if (notes.squashed >= 0) {
      line("squashed " + std::to_string(static_cast<int>(notes.squashed * 100)));
    }
    for (const model::Block& block : notes.blocks) {
      std::string out(kBlocks[static_cast<std::size_t>(block.kind)]);
      out += " " + std::to_string(block.level);
      if (!block.marker.empty()) out += " " + quoted(block.marker);
      if (block.time.known()) out += " " + millis(block.time);
      line(out + " " + quoted(slice(notes.plain, block.text_in_plain)));
    }
    for (const model::Span& span : notes.spans) {
      std::string out = "inline " + std::string(kSpans[static_cast<std::size_t>(span.kind)]) + " " +
                        quoted(slice(notes.plain, span.text_in_plain));
      if (!span.url.empty()) out += " " + quoted(span.url);
      if (span.time.known()) out += " " + millis(span.time);
      line(out);
    }
    for (const std::string& offer : notes.offers)
      text("offer", offer);
    text("html", formats::notes_html(notes));
  }

  std::string out_;
  std::size_t indent_ = 0;
};

}  // namespace

std::string dump(const model::ParsedFile& file) {
  return Dumper().write(file);
}

}  // namespace earshot::golden
