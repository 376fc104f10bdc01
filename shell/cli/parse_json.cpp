#include "shell/cli/parse_json.h"

#include <vector>

#include "formats/feed_dates.h"
#include "formats/notes_builder.h"

namespace earshot::cli {
namespace {

void add_cues(JsonLine& json, yyjson_mut_val* object, const model::Transcript& transcript) {
  yyjson_mut_val* cues = json.array(object, "cues");
  for (const model::Cue& cue : transcript.cues) {
    yyjson_mut_val* item = json.append_object(cues);
    json.times(item, cue.time);
    if (cue.speaker >= 0 && static_cast<std::size_t>(cue.speaker) < transcript.speakers.size())
      json.text(item, "speaker", transcript.speakers[static_cast<std::size_t>(cue.speaker)]);
    json.always_text(item, "text", slice(transcript.plain, cue.text_in_plain));
    json.text(item, "id", cue.id);
    if (!cue.settings.empty()) {
      yyjson_mut_val* settings = json.object(item, "settings");
      for (const auto& [key, value] : cue.settings)
        json.named_text(settings, key, value);
    }
    json.text(item, "recovered", cue.recovered);
    if (cue.words.empty()) continue;
    yyjson_mut_val* words = json.array(item, "words");
    for (const model::Cue::Word& word : cue.words) {
      yyjson_mut_val* timed = json.append_object(words);
      json.times(timed, word.time);
      json.always_text(timed, "text", slice(transcript.plain, word.text_in_plain));
    }
  }
}

/// What a transcript's file holds beside its cues.
void add_remarks(JsonLine& json, yyjson_mut_val* object, const model::Transcript& transcript) {
  json.text(object, "header", transcript.header);
  constexpr const char* kKeys[] = {"comments", "styles", "regions"};
  for (std::size_t kind = 0; kind < std::size(kKeys); ++kind) {
    yyjson_mut_val* array = nullptr;
    for (const model::Remark& remark : transcript.remarks) {
      if (remark.kind != static_cast<model::Remark::Kind>(kind)) continue;
      if (array == nullptr) array = json.array(object, kKeys[kind]);
      json.append_text(array, remark.text);
    }
  }
}

void add_chapters(JsonLine& json, yyjson_mut_val* object,
                  const std::vector<model::Chapter>& chapters) {
  if (chapters.empty()) return;
  yyjson_mut_val* array = json.array(object, "chapters");
  for (const model::Chapter& chapter : chapters) {
    yyjson_mut_val* item = json.append_object(array);
    json.times(item, chapter.time);
    json.text(item, "title", chapter.title);
    json.text(item, "url", chapter.url);
    json.text(item, "image", chapter.image);
    json.flag(item, "toc", chapter.in_toc);
  }
}

/// Headings come before items of any level: an item belongs to the heading over it.
int rank(const model::Block& block) {
  constexpr int kBelowHeadings = 16;
  return block.kind == model::BlockKind::Heading ? block.level : kBelowHeadings + block.level;
}

bool is_in_outline(const model::Block& block) {
  return block.kind == model::BlockKind::Heading || block.kind == model::BlockKind::Item;
}

/// The tree of headings and items. `level` counts from 1 at the top of this tree.
void add_outline(JsonLine& json, yyjson_mut_val* object, const model::Notes& notes) {
  struct Open {
    int rank = 0;
    yyjson_mut_val* item = nullptr;
    yyjson_mut_val* children = nullptr;
  };
  yyjson_mut_val* top = nullptr;
  std::vector<Open> open;
  for (const model::Block& block : notes.blocks) {
    if (!is_in_outline(block)) continue;
    while (!open.empty() && open.back().rank >= rank(block))
      open.pop_back();
    yyjson_mut_val* list = nullptr;
    if (open.empty()) {
      if (top == nullptr) top = json.array(object, "outline");
      list = top;
    } else {
      if (open.back().children == nullptr)
        open.back().children = json.array(open.back().item, "children");
      list = open.back().children;
    }
    yyjson_mut_val* item = json.append_object(list);
    json.number(item, "level", static_cast<std::int64_t>(open.size()) + 1);
    json.text(item, "marker", block.marker);
    json.always_text(item, "text", slice(notes.plain, block.text_in_plain));
    json.times(item, block.time);
    open.push_back({rank(block), item, nullptr});
  }
}

/// Times inside prose: those that head a line or an item are in the outline.
void add_times(JsonLine& json, yyjson_mut_val* object, const model::Notes& notes) {
  yyjson_mut_val* array = nullptr;
  std::size_t block = 0;
  for (const model::Span& span : notes.spans) {
    if (span.kind != model::SpanKind::Time) continue;
    while (block < notes.blocks.size() &&
           notes.blocks[block].text_in_plain.end <= span.text_in_plain.begin)
      ++block;
    const bool is_in_block = block < notes.blocks.size() &&
                             notes.blocks[block].text_in_plain.contains(span.text_in_plain.begin);
    if (is_in_block && is_in_outline(notes.blocks[block]) && notes.blocks[block].time == span.time)
      continue;
    if (array == nullptr) array = json.array(object, "times");
    yyjson_mut_val* item = json.append_object(array);
    json.number(item, "begin", span.text_in_plain.begin);
    json.number(item, "end", span.text_in_plain.end);
    json.times(item, span.time);
  }
}

void add_notes(JsonLine& json, yyjson_mut_val* object, const model::Notes& notes) {
  add_outline(json, object, notes);
  json.text(object, "html", formats::notes_html(notes));
  // The document's one text: offers are left out of the outline, not of what was written.
  std::string plain = notes.plain;
  for (const std::string& offer : notes.offers) {
    if (!plain.empty()) plain += '\n';
    plain += offer;
  }
  json.text(object, "plain", plain);
  if (!notes.links.empty()) {
    yyjson_mut_val* links = json.array(object, "links");
    for (const model::Link& link : notes.links) {
      yyjson_mut_val* item = json.append_object(links);
      json.text(item, "text", link.text);
      json.text(item, "url", link.url);
    }
  }
  if (!notes.offers.empty()) {
    yyjson_mut_val* offers = json.array(object, "offers");
    for (const std::string& offer : notes.offers)
      json.append_text(offers, offer);
  }
  add_times(json, object, notes);
  if (notes.squashed >= 0)
    json.score(json.object(object, "squashed"), "confidence", static_cast<double>(notes.squashed));
}

void add_texts(JsonLine& json, yyjson_mut_val* object, const char* key,
               const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  yyjson_mut_val* array = json.array(object, key);
  for (const std::string& text : texts)
    json.append_text(array, text);
}

void add_persons(JsonLine& json, yyjson_mut_val* object,
                 const std::vector<model::Person>& persons) {
  if (persons.empty()) return;
  yyjson_mut_val* array = json.array(object, "persons");
  for (const model::Person& person : persons) {
    yyjson_mut_val* item = json.append_object(array);
    json.text(item, "name", person.name);
    json.text(item, "role", person.role);
    json.text(item, "group", person.group);
    json.text(item, "img", person.img);
    json.text(item, "href", person.href);
  }
}

void add_license(JsonLine& json, yyjson_mut_val* object, const model::License& license) {
  if (license.name.empty() && license.url.empty()) return;
  yyjson_mut_val* item = json.object(object, "license");
  json.text(item, "name", license.name);
  json.text(item, "url", license.url);
}

void add_locations(JsonLine& json, yyjson_mut_val* object,
                   const std::vector<model::Location>& locations) {
  if (locations.empty()) return;
  yyjson_mut_val* array = json.array(object, "locations");
  for (const model::Location& location : locations) {
    yyjson_mut_val* item = json.append_object(array);
    json.text(item, "name", location.name);
    json.text(item, "rel", location.rel);
    json.text(item, "geo", location.geo);
    json.text(item, "osm", location.osm);
    json.text(item, "country", location.country);
  }
}

void add_explicit(JsonLine& json, yyjson_mut_val* object, model::Explicit is_explicit) {
  if (is_explicit != model::Explicit::Unknown)
    json.flag(object, "explicit", is_explicit == model::Explicit::Yes);
}

void add_enclosure(JsonLine& json, yyjson_mut_val* object, const model::Enclosure& enclosure) {
  json.text(object, "url", enclosure.url);
  json.text(object, "type", enclosure.type);
  json.known_number(object, "length", enclosure.length);
}

/// What only Podcasting 2.0 says of a show.
void add_show_extras(JsonLine& json, yyjson_mut_val* object, const model::Show& show) {
  add_license(json, object, show.license);
  add_locations(json, object, show.locations);
  add_persons(json, object, show.persons);
  if (!show.funding.empty()) {
    yyjson_mut_val* array = json.array(object, "funding");
    for (const model::Link& link : show.funding) {
      yyjson_mut_val* item = json.append_object(array);
      json.text(item, "text", link.text);
      json.text(item, "url", link.url);
    }
  }
  if (!show.trailers.empty()) {
    yyjson_mut_val* array = json.array(object, "trailers");
    for (const model::Trailer& trailer : show.trailers) {
      yyjson_mut_val* item = json.append_object(array);
      json.text(item, "title", trailer.title);
      json.text(item, "url", trailer.url);
      json.text(item, "type", trailer.type);
      json.known_number(item, "length", trailer.length);
      json.known_number(item, "season", trailer.season);
      json.text(item, "date", iso_date(trailer.date));
    }
  }
  if (!show.podroll.empty()) {
    yyjson_mut_val* array = json.array(object, "podroll");
    for (const model::Recommendation& recommendation : show.podroll) {
      yyjson_mut_val* item = json.append_object(array);
      json.text(item, "title", recommendation.title);
      json.text(item, "guid", recommendation.guid);
      json.text(item, "url", recommendation.url);
    }
  }
}

void add_show(JsonLine& json, const model::Show& show) {
  yyjson_mut_val* object = json.object(json.root(), "show");
  json.text(object, "title", show.title);
  json.text(object, "author", show.author);
  json.text(object, "description", show.description);
  json.text(object, "language", show.language);
  json.text(object, "link", show.link);
  json.text(object, "guid", show.guid);
  json.text(object, "image", show.image);
  add_texts(json, object, "categories", show.categories);
  json.known_number(object, "declared_episodes", show.declared_episodes);
  json.text(object, "feed", show.feed);
  json.text(object, "type", show.type);
  json.text(object, "medium", show.medium);
  json.text(object, "copyright", show.copyright);
  json.text(object, "owner", show.owner);
  add_explicit(json, object, show.is_explicit);
  add_show_extras(json, object, show);
}

/// What a feed says of an episode beside its text.
void add_feed_facts(JsonLine& json, yyjson_mut_val* object, const model::Episode& episode) {
  if (!episode.transcripts.empty()) {
    yyjson_mut_val* transcripts = json.array(object, "transcripts");
    for (const model::TranscriptRef& transcript : episode.transcripts) {
      yyjson_mut_val* item = json.append_object(transcripts);
      json.text(item, "url", transcript.url);
      json.text(item, "type", transcript.type);
      json.text(item, "language", transcript.language);
      json.text(item, "rel", transcript.rel);
    }
  }
  if (!episode.chapters_source.url.empty()) {
    yyjson_mut_val* source = json.object(object, "chapters_source");
    json.text(source, "url", episode.chapters_source.url);
    json.text(source, "type", episode.chapters_source.type);
  }
  add_persons(json, object, episode.persons);
  if (!episode.soundbites.empty()) {
    yyjson_mut_val* soundbites = json.array(object, "soundbites");
    for (const model::Soundbite& soundbite : episode.soundbites) {
      yyjson_mut_val* item = json.append_object(soundbites);
      json.number(item, "start_ms", soundbite.time.start);
      json.number(item, "duration_ms", soundbite.time.end - soundbite.time.start);
      json.text(item, "title", soundbite.title);
    }
  }
  add_license(json, object, episode.license);
  add_locations(json, object, episode.locations);
}

void add_feeds(JsonLine& json, const std::vector<model::FeedRef>& feeds) {
  yyjson_mut_val* array = json.array(json.root(), "feeds");
  for (const model::FeedRef& feed : feeds) {
    yyjson_mut_val* item = json.append_object(array);
    json.text(item, "title", feed.title);
    json.text(item, "url", feed.url);
    json.text(item, "html_url", feed.html_url);
    add_texts(json, item, "categories", feed.categories);
  }
}

enum class WithNotes : std::uint8_t { No, Yes };

void add_episode(JsonLine& json, yyjson_mut_val* array, const model::Episode& episode,
                 WithNotes with_notes) {
  yyjson_mut_val* object = json.append_object(array);
  json.text(object, "guid", episode.guid);
  json.text(object, "title", episode.title);
  json.text(object, "author", episode.author);
  json.text(object, "date", iso_date(episode.date));
  json.known_number(object, "duration_ms", episode.duration);
  json.text(object, "published", formats::iso_instant(episode.published_s));
  json.known_number(object, "season", episode.season);
  json.text(object, "season_name", episode.season_name);
  json.known_number(object, "number", episode.number);
  json.text(object, "type", episode.type);
  json.text(object, "link", episode.link);
  json.text(object, "image", episode.image);
  add_explicit(json, object, episode.is_explicit);
  json.text(object, "language", episode.language);
  json.text(object, "show", episode.show);
  json.text(object, "summary", episode.summary);
  add_texts(json, object, "categories", episode.categories);
  if (episode.listed_only) json.flag(object, "listed", true);
  if (episode.notes && with_notes == WithNotes::Yes)
    add_notes(json, json.object(object, "notes"), *episode.notes);
  if (!episode.enclosure.url.empty()) {
    add_enclosure(json, json.object(object, "enclosure"), episode.enclosure);
  }
  if (!episode.more_enclosures.empty()) {
    yyjson_mut_val* enclosures = json.array(object, "more_enclosures");
    for (const model::Enclosure& enclosure : episode.more_enclosures)
      add_enclosure(json, json.append_object(enclosures), enclosure);
  }
  add_feed_facts(json, object, episode);
  if (with_notes == WithNotes::Yes) add_chapters(json, object, episode.chapters);
}

}  // namespace

void add_parsed_file(JsonLine& json, const model::ParsedFile& file) {
  yyjson_mut_val* root = json.root();
  json.text(root, "kind", model::name(file.kind));
  if (file.format != model::Format::Unknown) json.text(root, "format", model::name(file.format));
  json.text(root, "language", file.language);
  if (file.transcript) {
    add_cues(json, root, *file.transcript);
    json.always_text(root, "plain", file.transcript->plain);
    add_remarks(json, root, *file.transcript);
  }
  add_chapters(json, root, file.chapters);
  const bool is_notes = file.kind == model::FileKind::Notes && !file.episodes.empty();
  if (is_notes) {
    const model::Episode& episode = file.episodes.front();
    if (episode.notes) add_notes(json, root, *episode.notes);
    if (file.chapters.empty()) add_chapters(json, root, episode.chapters);
  }
  if (file.show) add_show(json, *file.show);
  if (!file.episodes.empty()) {
    yyjson_mut_val* episodes = json.array(root, "episodes");
    for (const model::Episode& episode : file.episodes)
      add_episode(json, episodes, episode, is_notes ? WithNotes::No : WithNotes::Yes);
  }
  if (!file.live.empty()) {
    yyjson_mut_val* live = json.array(root, "live");
    for (const model::Episode& episode : file.live)
      add_episode(json, live, episode, WithNotes::Yes);
  }
  if (file.kind == model::FileKind::Opml) add_feeds(json, file.feeds);
  add_texts(json, root, "boilerplate", file.boilerplate);
  if (file.repaired > 0) json.number(root, "repaired", file.repaired);
  if (!file.spans.empty()) {
    yyjson_mut_val* spans = json.array(root, "spans");
    for (const model::SourceSpan& span : file.spans) {
      yyjson_mut_val* item = json.append_object(spans);
      json.number(item, "begin", span.range_in_source.begin);
      json.number(item, "end", span.range_in_source.end);
      json.text(item, "field", span.field);
    }
  }
  add_diagnostics(json, root, file.diagnostics, file.more_diagnostics);
}

}  // namespace earshot::cli
