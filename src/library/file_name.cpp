// How a name is taken apart, from the outside in:
//
// 1. The extension goes, then what only tells a kind or a language: ".en", "-transcript",
// "_captions",
//    "notes-" (`strip_kind`). What is left, folded, is the pairing key, so that "ep12.en.vtt" and
//    "ep12-notes.md" meet. A stem that is nothing but such a word is named by its folder.
// 2. Season, number or date at the front (or a number alone at the end) are read off.
// 3. The rest is made readable: the separator that stands for a space becomes one.
#include "library/file_name.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "library/identity.h"
#include "text/language_tag.h"
#include "text/words.h"

namespace earshot::library {
namespace {

constexpr std::size_t kMaxNumberDigits = 5;  // longer digit runs are dates or keys

// Words that tell what a file is, not which episode it belongs to.
constexpr std::array<std::string_view, 24> kKindWords = {
    "transcript", "transcripts", "transcription", "captions",  "caption",    "subtitles",
    "subtitle",   "subs",        "notes",         "shownotes", "show-notes", "show_notes",
    "show notes", "episodes",    "episode-notes", "vtt",       "srt",        "md",
    "markdown",   "txt",         "text",          "whisper",   "chapters",   "audio"};

// ISO 639-1, and the three-letter codes that subtitle files are seen with.
constexpr std::string_view kLanguages =
    " aa ab af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cs cu cv cy da de dv "
    "dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia "
    "id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln "
    "lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa "
    "pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg "
    "th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "
    "eng deu ger fra fre spa ita por jpn kor zho chi rus nld dut pol swe ";

constexpr std::string_view kTranscriptTypes = " vtt srt sbv ttml dfxp tsv ";
constexpr std::string_view kTextTypes = " md markdown mdown mkd txt text html htm xhtml ";
constexpr std::string_view kFeedTypes = " rss atom opml xml ";
constexpr std::string_view kDataTypes = " json psc ";
constexpr std::string_view kAudioTypes =
    " mp3 m4a m4b aac ogg opus oga flac wav aif aiff wma mp4 m4v mov mkv webm ";
// Kinds that are known and not read: media, pictures, documents, archives, markup of later
// versions.
constexpr std::string_view kOtherTypes =
    " avi mpg mpeg ts "
    "png jpg jpeg gif webp avif heic bmp tif tiff svg ico psd pdf doc docx odt rtf pages epub mobi "
    "xls xlsx csv ppt pptx key zip gz tgz bz2 xz zst 7z rar tar iso dmg exe dll so dylib msi "
    "jsonl yaml yml toml ini cfg lock log js mjs ts "
    "css scss c h cpp hpp py rb go rs java sh bat sql db sqlite ttf otf woff woff2 pack part tmp ";

constexpr std::array<std::string_view, 8> kHousekeeping = {
    "readme",    "license",      "licence",         "copying",
    "changelog", "contributing", "code_of_conduct", "authors"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_separator(char c) {
  return c == ' ' || c == '_' || c == '-' || c == '.';
}

bool holds_word(std::string_view list, std::string_view word) {
  if (word.empty() || word.find(' ') != std::string_view::npos) return false;
  std::string padded = " ";
  padded += word;
  padded += ' ';
  return list.find(padded) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view parent(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (is_separator(text.front()) || text.front() == '#'))
    text.remove_prefix(1);
  while (!text.empty() && is_separator(text.back()))
    text.remove_suffix(1);
  return text;
}

bool is_kind_word(std::string_view word) {
  return std::ranges::find(kKindWords, lower(word)) != kKindWords.end();
}

/// "en", "eng", "en-US", "pt_br".
bool is_language(std::string_view tag) {
  const std::string folded = lower(tag);
  const std::size_t dash = folded.find_first_of("-_");
  const std::string_view main = std::string_view(folded).substr(0, dash);
  if (!holds_word(kLanguages, main)) return false;
  if (dash == std::string::npos) return true;
  const std::string_view region = std::string_view(folded).substr(dash + 1);
  return (region.size() == 2 || region.size() == 4) && std::ranges::all_of(region, is_letter);
}

/// The extension without its dot, or empty: at most 8 letters and digits with a letter among them.
std::string_view extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  const std::string_view extension = name.substr(dot + 1);
  const bool plausible =
      !extension.empty() && extension.size() <= 8 &&
      std::ranges::all_of(extension, [](char c) { return is_digit(c) || is_letter(c); }) &&
      std::ranges::any_of(extension, is_letter);
  return plausible ? extension : std::string_view();
}

/// Takes one word that only tells kind or language off an end of `stem`; false when none is there.
bool strip_kind_once(std::string_view& stem, std::string& language) {
  for (const std::string_view word : kKindWords) {
    if (stem.size() <= word.size() + 1) continue;
    const std::size_t at = stem.size() - word.size();
    if (is_separator(stem[at - 1]) && lower(stem.substr(at)) == word) {
      stem = trimmed(stem.substr(0, at));
      return true;
    }
    if (is_separator(stem[word.size()]) && lower(stem.substr(0, word.size())) == word) {
      stem = trimmed(stem.substr(word.size()));
      return true;
    }
  }
  const std::size_t dot = stem.rfind('.');
  if (dot != std::string_view::npos && dot != 0 && is_language(stem.substr(dot + 1))) {
    if (language.empty()) language = text::language_tag(stem.substr(dot + 1));
    stem = trimmed(stem.substr(0, dot));
    return true;
  }
  return false;
}

/// The stem without kind and language: "x-transcript-final.en" -> "x".
std::string_view strip_kind(std::string_view stem, std::string& language) {
  std::string_view bare = trimmed(stem);
  constexpr std::string_view kFinal = "final";
  while (!bare.empty()) {
    std::string_view shorter = bare;
    if (strip_kind_once(shorter, language)) {
      if (shorter.empty()) break;
      bare = shorter;
      continue;
    }
    // "final" says something of a transcript, and of a title otherwise.
    if (bare.size() > kFinal.size() + 1 && lower(bare).ends_with(kFinal) &&
        is_separator(bare[bare.size() - kFinal.size() - 1])) {
      shorter = trimmed(bare.substr(0, bare.size() - kFinal.size()));
      if (strip_kind_once(shorter, language) && !shorter.empty()) {
        bare = shorter;
        continue;
      }
    }
    break;
  }
  return bare;
}

/// A walk along the name's ASCII front.
struct Cursor {
  std::string_view text;
  std::size_t at = 0;

  bool done() const { return at >= text.size(); }
  char peek() const { return done() ? '\0' : text[at]; }
  void skip_separators() {
    while (!done() && (is_separator(peek()) || peek() == '#'))
      ++at;
  }
  bool take_word(std::string_view word) {
    if (lower(text.substr(at, word.size())) != word) return false;
    at += word.size();
    return true;
  }
  std::optional<std::int32_t> take_number(std::size_t max_digits) {
    std::size_t end = at;
    std::int32_t value = 0;
    while (end < text.size() && is_digit(text[end]) && end - at < max_digits)
      value = value * 10 + (text[end++] - '0');
    if (end == at || (end < text.size() && is_digit(text[end]))) return std::nullopt;
    at = end;
    return value;
  }
};

bool ends_here(const Cursor& cursor) {
  return cursor.done() || is_separator(cursor.peek());
}

/// "s01e07", "Season 1 Episode 7", "1x07", and "1_7" as the whole name.
bool read_season(std::string_view stem, FileName& out, std::size_t& end) {
  for (const std::string_view word : {std::string_view("season"), std::string_view("s")}) {
    Cursor cursor{stem};
    if (!cursor.take_word(word)) continue;
    cursor.skip_separators();
    const auto season = cursor.take_number(3);
    if (!season) continue;
    cursor.skip_separators();
    if (!cursor.take_word("episode") && !cursor.take_word("ep") && !cursor.take_word("e")) continue;
    cursor.skip_separators();
    const auto number = cursor.take_number(kMaxNumberDigits);
    if (!number || !ends_here(cursor)) continue;
    out.season = *season;
    out.number = *number;
    end = cursor.at;
    return true;
  }
  Cursor cursor{stem};
  const auto season = cursor.take_number(2);
  if (!season || cursor.done()) return false;
  const char between = cursor.peek();
  ++cursor.at;
  const auto number = cursor.take_number(4);
  const bool is_pair =
      between == 'x' ? ends_here(cursor) : (between == '_' || between == '.') && cursor.done();
  if (!number || !is_pair) return false;
  out.season = *season;
  out.number = *number;
  end = cursor.at;
  return true;
}

/// "2025-03-14" or "20250314" at the front.
bool read_date(std::string_view stem, FileName& out, std::size_t& end) {
  Cursor cursor{stem};
  std::array<std::int32_t, 3> parts = {};
  const std::size_t digits =
      static_cast<std::size_t>(std::ranges::find_if_not(stem, is_digit) - stem.begin());
  if (digits == 8) {
    for (std::size_t i = 0; i < 8; ++i) {
      std::int32_t& part = parts[i < 4 ? 0 : i < 6 ? 1 : 2];
      part = part * 10 + (stem[i] - '0');
    }
    cursor.at = 8;
  } else if (digits == 4) {
    for (std::size_t i = 0; i < 3; ++i) {
      const auto part = cursor.take_number(i == 0 ? 4 : 2);
      if (!part) return false;
      parts[i] = *part;
      if (i == 2) break;
      if (cursor.peek() != '-' && cursor.peek() != '_' && cursor.peek() != '.') return false;
      ++cursor.at;
    }
  } else {
    return false;
  }
  const auto days = days_from_civil(parts[0], parts[1], parts[2]);
  if (!days || parts[0] < 1990 || parts[0] > 2100 || !ends_here(cursor)) return false;
  out.date = *days;
  end = cursor.at;
  return true;
}

/// "ep12", "Episode 12", "#12", "012 - ", "12_".
bool read_number(std::string_view stem, FileName& out, std::size_t& end) {
  Cursor cursor{stem};
  bool is_said = false;
  for (const std::string_view word :
       {std::string_view("episode"), std::string_view("ep"), std::string_view("folge")}) {
    if (cursor.take_word(word)) {
      is_said = true;
      break;
    }
  }
  if (is_said) cursor.skip_separators();
  const std::size_t begin = cursor.at;
  const auto number = cursor.take_number(kMaxNumberDigits);
  if (!number || !ends_here(cursor)) return false;
  const std::size_t digits = cursor.at - begin;
  // "3 things", "12 angry men": words of the title.
  const bool is_counting_word = !is_said && digits <= 2 && stem[begin] != '0' &&
                                cursor.peek() == ' ' && cursor.at + 1 < stem.size() &&
                                is_letter(stem[cursor.at + 1]);
  if (is_counting_word) return false;
  out.number = *number;
  end = cursor.at;
  return true;
}

/// "talk-012": a number at the end; it stays in the title.
void read_trailing_number(std::string_view stem, FileName& out) {
  std::size_t begin = stem.size();
  while (begin > 0 && is_digit(stem[begin - 1]))
    --begin;
  const std::size_t digits = stem.size() - begin;
  if (digits < 2 || digits > kMaxNumberDigits || begin == 0) return;
  if (!is_separator(stem[begin - 1]) && !is_letter(stem[begin - 1])) return;
  if (const auto number = Cursor{stem, begin}.take_number(kMaxNumberDigits)) out.number = *number;
}

/// Separators to spaces, hyphens only where they are the separator and not part of words.
std::string readable(std::string_view rest) {
  rest = trimmed(rest);
  const auto count = [&](char c) { return std::ranges::count(rest, c); };
  const bool is_hyphenated = count('-') > count(' ') + count('_');
  const bool is_dotted = count('.') > 1 && count(' ') + count('_') + count('-') == 0;
  std::string out;
  for (const char c : rest) {
    const bool is_space =
        c == ' ' || c == '_' || (c == '-' && is_hyphenated) || (c == '.' && is_dotted);
    if (!is_space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.front() >= 'a' && out.front() <= 'z')
    out.front() = static_cast<char>(out.front() - 'a' + 'A');
  return out;
}

std::string made_up_title(const FileName& name) {
  if (name.season >= 0 && name.number >= 0)
    return "Season " + std::to_string(name.season) + ", episode " + std::to_string(name.number);
  if (name.number >= 0) return "Episode " + std::to_string(name.number);
  return iso_date(name.date);
}

/// The folder without parts that only tell a kind; "Season 2" gives the season.
std::string bare_folder(std::string_view folder, std::int32_t& season) {
  std::string out;
  while (!folder.empty()) {
    const std::size_t slash = folder.find('/');
    const std::string_view part = folder.substr(0, slash);
    folder = slash == std::string_view::npos ? std::string_view() : folder.substr(slash + 1);
    Cursor cursor{part};
    if (cursor.take_word("season")) {
      cursor.skip_separators();
      if (const auto number = cursor.take_number(3); number && cursor.done()) season = *number;
    }
    if (part.empty() || part == "." || is_kind_word(part)) continue;
    if (!out.empty()) out += '/';
    out += text::folded(part);
  }
  return out;
}

}  // namespace

FileName read_file_name(std::string_view path) {
  FileName out;
  const std::string_view name = last_part(path);
  std::string_view folder = parent(path);
  const std::string_view extension = extension_of(name);
  out.extension = lower(extension);

  std::string_view stem = name;
  if (!extension.empty()) stem.remove_suffix(extension.size() + 1);
  std::string_view bare = strip_kind(stem, out.language);
  if (is_kind_word(bare) && !folder.empty() && !is_kind_word(last_part(folder))) {
    bare = trimmed(last_part(folder));
    folder = parent(folder);
    out.is_by_folder = true;
  }
  if (bare.empty()) bare = name;

  std::int32_t folder_season = -1;
  out.folder = bare_folder(folder, folder_season);
  out.key = out.folder + '/' + text::folded(bare);

  std::size_t end = 0;
  if (read_season(bare, out, end) || read_date(bare, out, end) || read_number(bare, out, end)) {
    out.title = readable(bare.substr(end));
  } else {
    read_trailing_number(bare, out);
    out.title = readable(bare);
  }
  if (out.season < 0 && out.number >= 0) out.season = folder_season;
  out.has_title = std::ranges::any_of(
      out.title, [](char c) { return is_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
  if (!out.has_title) {
    const std::string made_up = made_up_title(out);
    if (!made_up.empty()) out.title = made_up;
  }
  if (out.title.empty()) out.title = name;
  return out;
}

std::optional<FileName> without_show(const FileName& name, std::string_view show_key) {
  if (!name.has_title) return std::nullopt;
  const std::optional<std::string_view> rest = behind_show(name.title, show_key);
  if (!rest) return std::nullopt;
  FileName out = name;
  // The extension keeps what stands behind a dot of the title.
  const FileName read = read_file_name(std::string(*rest) + ".vtt");
  out.title = read.title;
  out.has_title = read.has_title;
  if (read.number >= 0) {
    if (out.number >= 0 && out.number != read.number) return std::nullopt;
    out.number = read.number;
    if (out.season < 0) out.season = read.season;
  }
  if (out.date == kNoDate) out.date = read.date;
  if (!out.has_title && out.number < 0 && out.date == kNoDate) return std::nullopt;
  return out;
}

FileType file_type(std::string_view path) {
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if ((part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX" ||
        part == "node_modules" || lower(part) == "thumbs.db" || lower(part) == "desktop.ini")
      return FileType::Housekeeping;
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  }
  const std::string_view name = last_part(path);
  const std::string extension = lower(extension_of(name));
  const std::string stem =
      lower(extension.empty() ? name : name.substr(0, name.size() - extension.size() - 1));
  if (holds_word(kTranscriptTypes, extension)) return FileType::Transcript;
  if (std::ranges::find(kHousekeeping, stem) != kHousekeeping.end()) return FileType::Housekeeping;
  if (holds_word(kTextTypes, extension)) return FileType::Text;
  if (holds_word(kFeedTypes, extension)) return FileType::Feed;
  if (holds_word(kDataTypes, extension)) return FileType::Data;
  if (holds_word(kAudioTypes, extension)) return FileType::Audio;
  if (holds_word(kOtherTypes, extension)) return FileType::Other;
  return FileType::Unknown;
}

bool is_read(FileType type) {
  return type == FileType::Transcript || type == FileType::Text || type == FileType::Feed ||
         type == FileType::Data;
}

bool natural_less(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      while (i < a.size() && a[i] == '0')
        ++i;
      while (j < b.size() && b[j] == '0')
        ++j;
      std::size_t a_end = i;
      std::size_t b_end = j;
      while (a_end < a.size() && is_digit(a[a_end]))
        ++a_end;
      while (b_end < b.size() && is_digit(b[b_end]))
        ++b_end;
      if (a_end - i != b_end - j) return a_end - i < b_end - j;
      const int order = a.substr(i, a_end - i).compare(b.substr(j, b_end - j));
      if (order != 0) return order < 0;
      i = a_end;
      j = b_end;
      continue;
    }
    if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
    ++i;
    ++j;
  }
  if ((i == a.size()) != (j == b.size())) return i == a.size();
  return a < b;  // "01" and "1": any order, but always the same
}

}  // namespace earshot::library
