#include "formats/ttml.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "formats/cue_list.h"
#include "formats/ttml_tree.h"
#include "formats/xml_root.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// When an element is shown, counted from the file's start.
struct Shown {
  double begin_ms = 0;
  std::optional<double> end_ms;
  bool is_known = false;   ///< it or one around it has times
  double sequence_ms = 0;  ///< end of the last child, in a sequence
};

/// Times that touch may differ by a rounding.
constexpr double kToleranceMs = 60;

class TtmlReader {
 public:
  TtmlReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source),
        file_(file),
        map_(map),
        report_(source, file),
        tree_(source, report_, map),
        cues_(source, file, map, report_) {}

  void read() {
    file_.language = tree_.language;
    promote_paragraphs();
    spans_are_absolute_ = are_absolute(TtmlKind::Span);
    paragraphs_are_absolute_ = are_absolute(TtmlKind::Paragraph);
    if (spans_are_absolute_ || paragraphs_are_absolute_) {
      report_.add(Severity::Note, "times-from-file-start",
                  "Times inside timed elements count from the file's start, not from the element's "
                  "as the standard has it; they were read so.",
                  {0, 0});
    }
    if (tree_.has_loose_times) {
      report_.add(Severity::Note, "loose-times",
                  "Some times are not written as the standard wants them; they were read anyway.",
                  {0, 0});
    }
    resolve_times();
    words_are_glued_ = are_words_glued();
    read_body();
    cues_.finish(true);
  }

 private:
  using Element = TtmlElement;

  bool is_blank(const TtmlPiece& piece) const {
    return piece.is_break || text::is_blank(slice(source_, piece.text_in_source));
  }

  /// Walks over the paragraphs in order, those without a piece of text too.
  void read_body() {
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < tree_.elements.size(); ++i) {
      if (tree_.elements[i].kind != TtmlKind::Paragraph) continue;
      bool has_pieces = false;
      while (at < tree_.pieces.size()) {
        const std::uint32_t paragraph = paragraph_of_[tree_.pieces[at].element];
        if (paragraph != Element::kNone && paragraph > i) break;
        std::size_t end = at + 1;
        while (end < tree_.pieces.size() && paragraph_of_[tree_.pieces[end].element] == paragraph)
          ++end;
        if (paragraph != Element::kNone && !read_paragraphs(paragraph, at, end)) return;
        has_pieces = has_pieces || paragraph == i;
        at = end;
      }
      if (!has_pieces && !read_cue(i, at, at)) return;
    }
  }

  /// Finds each element's paragraph. Text outside of any makes one of the element it is in, unless
  /// that holds others.
  void promote_paragraphs() {
    std::vector<Element>& elements = tree_.elements;
    std::vector<bool> holds_paragraphs(elements.size(), false);
    for (std::size_t i = elements.size(); i-- > 0;) {
      const std::uint32_t parent = elements[i].parent;
      const bool is_or_holds = elements[i].kind == TtmlKind::Paragraph || holds_paragraphs[i];
      if (is_or_holds && parent != Element::kNone) holds_paragraphs[parent] = true;
    }
    for (const TtmlPiece& piece : tree_.pieces) {
      if (is_blank(piece)) continue;
      std::uint32_t at = piece.element;
      std::uint32_t outermost = at;
      while (at != Element::kNone && elements[at].kind != TtmlKind::Paragraph) {
        if (elements[at].kind == TtmlKind::Span || elements[at].kind == TtmlKind::Other)
          outermost = at;
        at = elements[at].parent;
      }
      if (at != Element::kNone) continue;
      if (!holds_paragraphs[outermost]) {
        elements[outermost].kind = TtmlKind::Paragraph;
        continue;
      }
      report_.add(Severity::Warning, "text-outside-cue",
                  "This text belongs to no cue; it is left out.", piece.text_in_source);
      map_.add(piece.text_in_source, "unread");
    }
    paragraph_of_.assign(elements.size(), Element::kNone);
    for (std::uint32_t i = 0; i < elements.size(); ++i) {
      const std::uint32_t parent = elements[i].parent;
      if (elements[i].kind == TtmlKind::Paragraph) {
        paragraph_of_[i] = i;
      } else if (parent != Element::kNone) {
        paragraph_of_[i] = paragraph_of_[parent];
      }
    }
  }

  /// Whether elements of a kind count from the file's start though a timed one is around them:
  /// read as the standard has it they would leave it, and read so they fit.
  bool are_absolute(TtmlKind kind) const {
    std::size_t fit_absolute = 0;
    std::size_t fit_relative = 0;
    for (const Element& element : tree_.elements) {
      if (element.kind != kind || !element.begin_ms) continue;
      std::uint32_t at = element.parent;
      while (at != Element::kNone && !tree_.elements[at].begin_ms)
        at = tree_.elements[at].parent;
      if (at == Element::kNone) continue;
      const Element& around = tree_.elements[at];
      const double begin = *around.begin_ms;
      std::optional<double> end = around.end_ms;
      if (!end && around.duration_ms) end = begin + *around.duration_ms;
      if (begin <= kToleranceMs || !end) continue;
      const double last = element.end_ms.value_or(*element.begin_ms);
      if (*element.begin_ms >= begin - kToleranceMs && last <= *end + kToleranceMs) ++fit_absolute;
      if (begin + last <= *end + kToleranceMs) ++fit_relative;
    }
    return fit_absolute > fit_relative;
  }

  void resolve_times() {
    shown_.resize(tree_.elements.size());
    for (std::uint32_t i = 0; i < tree_.elements.size(); ++i) {
      const Element& element = tree_.elements[i];
      Shown none;
      const bool has_parent = element.parent != Element::kNone;
      Shown& around = has_parent ? shown_[element.parent] : none;
      Shown& shown = shown_[i];
      shown.is_known = around.is_known || element.begin_ms || element.end_ms || element.duration_ms;
      const bool is_absolute = (element.kind == TtmlKind::Span && spans_are_absolute_) ||
                               (element.kind == TtmlKind::Paragraph && paragraphs_are_absolute_);
      const bool is_in_sequence = has_parent && tree_.elements[element.parent].is_sequence;
      double origin = is_absolute ? 0 : around.begin_ms;
      if (is_in_sequence) origin = std::max(around.sequence_ms, around.begin_ms);
      shown.begin_ms = element.begin_ms ? origin + *element.begin_ms
                       : is_in_sequence ? origin
                                        : around.begin_ms;
      if (element.end_ms) shown.end_ms = origin + *element.end_ms;
      if (element.duration_ms) {
        const double end = shown.begin_ms + *element.duration_ms;
        shown.end_ms = shown.end_ms ? std::min(*shown.end_ms, end) : end;
      }
      // 12.4: what is inside ends with what is around it.
      const bool is_cut = around.end_ms && *around.end_ms > shown.begin_ms;
      if (is_cut && (!shown.end_ms || *shown.end_ms > *around.end_ms)) shown.end_ms = around.end_ms;
      shown.sequence_ms = shown.begin_ms;
      if (is_in_sequence) around.sequence_ms = shown.end_ms.value_or(shown.begin_ms);
    }
  }

  bool is_timed_leaf(std::uint32_t element) const {
    const Element& found = tree_.elements[element];
    return found.kind == TtmlKind::Span && !found.has_children && found.begin_ms.has_value();
  }

  /// Whether nowhere in the file white space stands between two timed spans of one paragraph.
  bool are_words_glued() const {
    std::size_t touching = 0;
    std::uint32_t last = Element::kNone;
    bool has_white = false;
    for (const TtmlPiece& piece : tree_.pieces) {
      if (piece.is_break) {
        last = Element::kNone;
        continue;
      }
      const std::string_view text = slice(source_, piece.text_in_source);
      if (text::is_blank(text)) {
        has_white = true;
        continue;
      }
      const bool is_leaf = is_timed_leaf(piece.element);
      const bool is_pair = last != Element::kNone && is_leaf && last != piece.element &&
                           paragraph_of_[last] == paragraph_of_[piece.element];
      if (is_pair) {
        if (has_white || text::white_at(text, 0) > 0) return false;
        ++touching;
      }
      last = is_leaf ? piece.element : Element::kNone;
      has_white = text::is_white(text.back());
    }
    return touching > 0;
  }

  /// Where a file says that its white space is meant, none is put in.
  bool is_separate_word(const Element& element) const {
    return element.is_word || (words_are_glued_ && !element.is_preserved);
  }

  /// The cue or cues of a paragraph, whose pieces are [first, end).
  bool read_paragraphs(std::uint32_t paragraph, std::size_t first, std::size_t end) {
    // Captions that time lines, not the paragraph around them, are a cue a line.
    const Element& element = tree_.elements[paragraph];
    const bool has_own_times = element.begin_ms || element.end_ms || element.duration_ms;
    if (has_own_times || !are_lines(first, end)) return read_cue(paragraph, first, end);
    std::size_t begin = first;
    for (std::size_t i = first; i < end; ++i) {
      const bool is_last = i + 1 == end || (is_timed_leaf(tree_.pieces[i + 1].element) &&
                                            tree_.pieces[i + 1].element != tree_.pieces[i].element);
      if (!is_last) continue;
      if (!read_cue(paragraph, begin, i + 1)) return false;
      begin = i + 1;
    }
    return true;
  }

  /// Whether all text stands in timed spans of several words.
  bool are_lines(std::size_t first, std::size_t end) const {
    std::size_t spans = 0;
    std::size_t several_words = 0;
    for (std::size_t i = first; i < end; ++i) {
      const TtmlPiece& piece = tree_.pieces[i];
      if (is_blank(piece)) continue;
      if (!is_timed_leaf(piece.element)) return false;
      ++spans;
      const std::string_view text = text::trimmed(slice(source_, piece.text_in_source));
      several_words += text.find_first_of(" \n\t") != std::string_view::npos;
    }
    return spans >= 2 && several_words * 2 > spans;
  }

  std::string speaker_of(std::uint32_t element) const {
    for (; element != Element::kNone; element = tree_.elements[element].parent) {
      const std::string& agent = tree_.elements[element].agent;
      if (agent.empty()) continue;
      const std::string id = agent.substr(0, agent.find_first_of(" \t\n"));
      const auto found = tree_.agents.find(id);
      return found == tree_.agents.end() || found->second.empty() ? id : found->second;
    }
    return {};
  }

  bool read_cue(std::uint32_t paragraph, std::size_t first, std::size_t end) {
    CueText text;
    std::optional<double> begin_ms;
    std::optional<double> end_ms;
    Range text_in_source;
    std::uint32_t last_leaf = Element::kNone;
    for (std::size_t i = first; i < end; ++i) {
      const TtmlPiece& piece = tree_.pieces[i];
      if (piece.is_break) {
        trim_end(text.plain);
        if (!text.plain.empty()) text.plain += '\n';
        last_leaf = Element::kNone;
        continue;
      }
      if (text_in_source.empty()) text_in_source.begin = piece.text_in_source.begin;
      text_in_source.end = piece.text_in_source.end;
      const bool is_leaf = is_timed_leaf(piece.element);
      const bool is_glued = is_leaf && last_leaf != Element::kNone && last_leaf != piece.element &&
                            is_separate_word(tree_.elements[piece.element]);
      const Range range = append(piece, is_glued, text.plain);
      if (range.empty()) continue;
      read_voice(piece.element, text);
      if (is_leaf) {
        const Shown& shown = shown_[piece.element];
        if (!begin_ms) begin_ms = shown.begin_ms;
        end_ms = shown.end_ms;
        RawTimes raw = {.start_ms = shown.begin_ms, .end_ms = shown.end_ms};
        const TimeSpan time = cues_.times(raw, tree_.elements[piece.element].all_in_source);
        // A span that markup or an entity cut in two is still one word.
        if (last_leaf == piece.element && !text.words.empty()) {
          text.words.back().text_in_plain.end = range.end;
        } else {
          text.words.push_back({.time = time, .text_in_plain = range});
        }
      }
      last_leaf = is_leaf ? piece.element : Element::kNone;
    }
    trim_end(text.plain);
    if (text.speaker.empty()) text.speaker = speaker_of(paragraph);
    const Element& element = tree_.elements[paragraph];
    const Shown& shown = shown_[paragraph];
    RawTimes raw;
    const bool has_own_times = element.begin_ms || element.end_ms || element.duration_ms;
    if (has_own_times || (shown.is_known && !begin_ms)) {
      raw = {.start_ms = shown.begin_ms, .end_ms = shown.end_ms};
    } else {
      raw = {.start_ms = begin_ms, .end_ms = end_ms};
    }
    return add(element, raw, std::move(text), text_in_source);
  }

  bool add(const Element& element, const RawTimes& raw, CueText text, Range text_in_source) {
    model::Cue cue;
    cue.time = cues_.times(raw, element.all_in_source);
    cue.id = element.id;
    if (!cue.time.known()) {
      report_.add(Severity::Warning, "cue-without-time", "The cue does not say when it starts.",
                  element.all_in_source);
    }
    const bool is_last = element.all_in_source.end >= source_.size();
    if (tree_.is_cut && is_last) cue.recovered = "cut-off";
    if (text.words.size() == 1 && text.words[0].text_in_plain.size() == text.plain.size())
      text.words.clear();  // a span around the whole text times no word
    drop_disordered_words(text);
    return cues_.add(std::move(cue), std::move(text), text_in_source, element.all_in_source);
  }

  /// Words that do not follow each other in the text are of no use to a reader.
  static void drop_disordered_words(CueText& text) {
    std::uint32_t end = 0;
    for (const CueText::Word& word : text.words) {
      if (word.text_in_plain.begin < end || word.text_in_plain.end > text.plain.size()) {
        text.words.clear();
        return;
      }
      end = word.text_in_plain.end;
    }
  }

  void read_voice(std::uint32_t element, CueText& text) const {
    std::string speaker = speaker_of(element);
    if (speaker.empty()) return;
    if (text.speaker.empty()) {
      text.speaker = std::move(speaker);
    } else if (text.speaker != speaker) {
      text.has_several_voices = true;
    }
  }

  static void trim_end(std::string& plain) {
    while (!plain.empty() && (plain.back() == ' ' || plain.back() == '\n'))
      plain.pop_back();
  }

  /// Appends a piece by the rules of xml:space. Returns where its text stands, without white space
  /// at the ends.
  Range append(const TtmlPiece& piece, bool is_new_word, std::string& plain) const {
    const std::string_view written = slice(source_, piece.text_in_source);
    const std::string text = piece.is_cdata ? std::string(written) : decode_xml(written);
    const bool is_preserved = tree_.elements[piece.element].is_preserved;
    if (is_new_word && !text::is_blank(text)) {
      const bool has_white = !plain.empty() && text::is_white(plain.back());
      if (!has_white && text::white_at(text, 0) == 0) {
        const Range range = append_word(plain, text);
        if (text::is_white(text.back())) plain += ' ';
        return range;
      }
    }
    std::optional<std::size_t> begin;
    std::size_t end = plain.size();
    for (const char c : text) {
      const bool is_white = text::is_white(c);
      if (is_white) {
        const bool is_line = is_preserved && c == '\n';
        if (plain.empty() || plain.back() == '\n') continue;
        if (is_line) {
          trim_end(plain);
          plain += '\n';
        } else if (plain.back() != ' ' || is_preserved) {
          plain += ' ';
        }
        continue;
      }
      if (!begin) begin = plain.size();
      plain += c;
      end = plain.size();
    }
    if (!begin) return {};
    return {static_cast<std::uint32_t>(*begin), static_cast<std::uint32_t>(end)};
  }

  std::string_view source_;
  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  TtmlTree tree_;
  CueList cues_;
  std::vector<std::uint32_t> paragraph_of_;
  std::vector<Shown> shown_;
  bool spans_are_absolute_ = false;
  bool paragraphs_are_absolute_ = false;
  bool words_are_glued_ = false;
};

}  // namespace

bool looks_like_ttml(std::string_view source) {
  return text::equal_no_case(xml_root_name(source), "tt");
}

void read_ttml(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  TtmlReader(source, file, map).read();
}

}  // namespace earshot::formats
