#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "formats/entities.h"
#include "formats/notes_builder.h"
#include "parsing.h"
#include "text/lines.h"

// Every file of the corpus is read, and the words of each of its lines must turn up in what was
// read: in a text, a title, an address, offers, boilerplate, or a diagnostic's excerpt. What only
// carries a format's structure (tags, keys, times of cues) is taken out of the lines first.

namespace earshot::formats {
namespace {

namespace fs = std::filesystem;

/// Whether a character is part of words: a letter or digit of any script, no sign, space or emoji.
bool is_word_part(char32_t code) {
  if (code < 0x80) {
    const char c = static_cast<char>(code);
    return text::is_letter(c) || text::is_digit(c);
  }
  const bool is_sign = code < 0xC0 || (code >= 0x2000 && code < 0x2C00) ||
                       (code >= 0x3000 && code < 0x3040) || (code >= 0xFE00 && code < 0xFE10) ||
                       code >= 0x1F000;
  return !is_sign;
}

/// Calls `use` with each run of letters and digits of three bytes and more.
template <typename Use>
void for_words(std::string_view text, Use&& use) {
  constexpr std::size_t kShortest = 3;
  std::string word;
  for (std::size_t at = 0; at <= text.size();) {
    const text::Character character = text::character_at(text, at);
    if (character.bytes > 0 && is_word_part(character.code)) {
      for (const char c : text.substr(at, character.bytes))
        word += text::to_lower(c);
    } else {
      if (word.size() >= kShortest) use(word);
      word.clear();
    }
    at += std::max<std::size_t>(character.bytes, 1);
  }
}

class Words {
 public:
  explicit Words(const model::ParsedFile& file) {
    if (file.transcript) {
      add(file.transcript->plain);
      add(file.transcript->header);
      for (const auto& speaker : file.transcript->speakers)
        add(speaker);
      for (const auto& remark : file.transcript->remarks)
        add(remark.text);
      for (const auto& cue : file.transcript->cues)
        add(cue.id);
    }
    add(file.language);
    add_chapters(file.chapters);
    if (file.show) add_show(*file.show);
    for (const auto& episode : file.episodes)
      add_episode(episode);
    for (const auto& episode : file.live)
      add_episode(episode);
    for (const auto& feed : file.feeds) {
      add(feed.title);
      add(feed.url);
      add(feed.html_url);
    }
    for (const auto& text : file.boilerplate)
      add(text);
    for (const auto& diagnostic : file.diagnostics)
      add(diagnostic.excerpt);
  }

  bool contains(const std::string& word) const { return words_.contains(word); }

 private:
  void add(std::string_view text) {
    for_words(text, [&](const std::string& word) { words_.insert(word); });
  }

  void add_chapters(const std::vector<model::Chapter>& chapters) {
    for (const auto& chapter : chapters) {
      add(chapter.title);
      add(chapter.url);
      add(chapter.image);
    }
  }

  void add_show(const model::Show& show) {
    for (const auto* text : {&show.title, &show.author, &show.description, &show.language,
                             &show.link, &show.guid, &show.image}) {
      add(*text);
    }
    for (const auto& category : show.categories)
      add(category);
    for (const auto* text : {&show.feed, &show.type, &show.medium, &show.copyright, &show.owner,
                             &show.license.name, &show.license.url}) {
      add(*text);
    }
    add_places_and_people(show.locations, show.persons);
    for (const auto& link : show.funding)
      add(link.text);
    for (const auto& trailer : show.trailers)
      add(trailer.title);
    add_flag(show.is_explicit);
  }

  void add_places_and_people(const std::vector<model::Location>& locations,
                             const std::vector<model::Person>& persons) {
    for (const auto& location : locations)
      add(location.name);
    for (const auto& person : persons)
      add(person.name);
  }

  /// Whatever word said so.
  void add_flag(model::Explicit flag) {
    if (flag == model::Explicit::Yes) add("yes true explicit");
    if (flag == model::Explicit::No) add("no false clean");
  }

  void add_episode(const model::Episode& episode) {
    for (const auto* text :
         {&episode.guid, &episode.title, &episode.author, &episode.link, &episode.image,
          &episode.show, &episode.summary, &episode.type, &episode.enclosure.url,
          &episode.enclosure.type, &episode.chapters_source.url, &episode.chapters_source.type}) {
      add(*text);
    }
    for (const auto& category : episode.categories)
      add(category);
    for (const auto& transcript : episode.transcripts) {
      add(transcript.url);
      add(transcript.type);
    }
    for (const auto& person : episode.persons) {
      add(person.name);
      add(person.href);
      add(person.img);
    }
    add_places_and_people(episode.locations, episode.persons);
    add_flag(episode.is_explicit);
    add(episode.season_name);
    add(episode.license.name);
    for (const auto& bite : episode.soundbites)
      add(bite.title);
    add_chapters(episode.chapters);
    if (!episode.notes) return;
    add(episode.notes->plain);
    add(notes_html(*episode.notes));
    for (const auto& block : episode.notes->blocks) {
      add(block.info);
      add(block.marker);
    }
    for (const auto& link : episode.notes->links)
      add(link.url);
    for (const auto& span : episode.notes->spans) {
      add(span.url);
      add(span.title);
    }
    for (const auto& offer : episode.notes->offers)
      add(offer);
  }

  std::unordered_set<std::string> words_;
};

bool is_json(model::Format format) {
  return format == model::Format::PodcastJson || format == model::Format::WhisperJson ||
         format == model::Format::ChaptersJson;
}

/// The strings of JSON that are no names of members, one a line.
std::string json_payload(std::string_view source) {
  std::string out;
  for (std::size_t at = source.find('"'); at != std::string_view::npos; at = source.find('"', at)) {
    std::size_t end = at + 1;
    while (end < source.size() && source[end] != '"')
      end += source[end] == '\\' ? 2 : 1;
    end = std::min(end, source.size());
    const std::size_t next = source.find_first_not_of(" \t\r\n", end + 1);
    const bool is_name = next != std::string_view::npos && source[next] == ':';
    if (!is_name) out += std::string(source.substr(at + 1, end - at - 1)) + "\n";
    at = std::min(end + 1, source.size());
  }
  return out;
}

/// The source with its structure blanked out.
std::string payload(const model::ParsedFile& file, std::string_view source) {
  if (is_json(file.format)) return json_payload(source);
  std::string out(source);
  const auto blank = [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, out.size()); ++i) {
      if (out[i] != '\n') out[i] = ' ';
    }
  };
  // The fields of front matter are the readers' business; what they do not know stays in the file.
  for (const model::SourceSpan& span : file.spans) {
    const bool is_number = span.field == "date" || span.field == "duration" ||
                           span.field == "number" || span.field == "season" ||
                           span.field == "front_matter";
    if (is_number) blank(span.range_in_source.begin, span.range_in_source.end);
  }
  text::LineReader lines(source);
  while (const auto line = lines.next()) {
    const std::string_view text = slice(source, line->range_in_source);
    if (text.contains("-->") || text == "WEBVTT")
      blank(line->range_in_source.begin, line->range_in_source.end);
  }
  for (std::size_t at = out.find('<'); at != std::string::npos; at = out.find('<', at + 1)) {
    if (at + 1 >= out.size() || text::is_white(out[at + 1]) ||
        out.compare(at, 9, "<![CDATA[") == 0) {
      continue;
    }
    const std::size_t end = out.find('>', at);
    if (end == std::string::npos) break;
    blank(at, end + 1);
  }
  return file.format == model::Format::NotesText ? out : decode_entities(out);
}

struct Loss {
  std::size_t files = 0;
  std::size_t lines = 0;
  std::vector<std::string> lost;
};

void look_for_losses(const fs::path& path, Loss& loss) {
  const std::string source = read_all(path);
  const auto file = parse(source, path.filename().string());
  const Words words(file);
  ++loss.files;
  const std::string text = payload(file, source);
  text::LineReader lines(text);
  while (const auto line = lines.next()) {
    const std::string_view content = slice(text, line->range_in_source);
    if (text::is_blank(content)) continue;
    ++loss.lines;
    std::string missing;
    for_words(content, [&](const std::string& word) {
      if (!words.contains(word)) missing += " " + word;
    });
    if (missing.empty()) continue;
    loss.lost.push_back(path.filename().string() + ":" + missing.substr(0, 200));
  }
}

Loss look_below(const fs::path& folder, const std::vector<std::string>& endings) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (entry.is_regular_file() && std::ranges::find(endings, ending) != endings.end()) {
      paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  // All of a large corpus is for the slow tier; otherwise some files from all over it do.
  constexpr std::size_t kSomeFiles = 60;
  const bool is_slow = std::getenv("EARSHOT_SLOW") != nullptr;
  const std::size_t step = is_slow ? 1 : std::max<std::size_t>(paths.size() / kSomeFiles, 1);
  Loss loss;
  for (std::size_t i = 0; i < paths.size(); i += step)
    look_for_losses(paths[i], loss);
  return loss;
}

void expect_none_lost(const std::string& folder_name, const std::vector<std::string>& endings) {
  const auto shared = shared_folder();
  const fs::path folder = shared / "corpus" / folder_name;
  if (shared.empty() || !fs::is_directory(folder)) GTEST_SKIP() << folder << " is missing";
  const Loss loss = look_below(folder, endings);
  EXPECT_GT(loss.files, 0u);
  EXPECT_GT(loss.lines, 0u);
  EXPECT_EQ(loss.lost.size(), 0u) << "of " << loss.lines << " lines of " << loss.files << " files";
  for (std::size_t i = 0; i < std::min<std::size_t>(loss.lost.size(), 40); ++i)
    ADD_FAILURE() << loss.lost[i];
}

TEST(NoTextLost, InMarkdownNotes) {
  expect_none_lost("syntaxfm", {".md"});
}

TEST(NoTextLost, InSubRip) {
  expect_none_lost("virtual-coffee", {".srt"});
}

TEST(NoTextLost, InWebVtt) {
  expect_none_lost("talkpython", {".vtt"});
}

TEST(NoTextLost, InTheNamespacesFeedAndExamples) {
  expect_none_lost("podcast-namespace", {".vtt", ".srt", ".html", ".json", ".xml", ".txt", ".md"});
}

TEST(NoTextLost, InFilesOfNoShow) {
  expect_none_lost("", {".json", ""});
}

}  // namespace
}  // namespace earshot::formats
