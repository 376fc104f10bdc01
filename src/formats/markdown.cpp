#include "formats/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <optional>

#include "formats/entities.h"
#include "formats/front_matter.h"
#include "formats/html_text.h"
#include "formats/note_times.h"
#include "formats/notes_builder.h"
#include "formats/outline.h"
#include "formats/reporter.h"
#include "formats/titles.h"
#include "text/scanner.h"

// md4c calls back for each block, span and run of text, and hands pointers into the source wherever
// it did not have to change the text: that is how spans of the source are known. Its tree is
// flattened here into blocks with levels. A list item's first paragraph is the item; a heading's
// level is the base on which items below it count. Lines of a paragraph or item that times head or
// end, as in tables of contents, become blocks of their own.

namespace earshot::formats {
namespace {

using model::BlockKind;
using model::SpanKind;

/// Deeper nesting has no use in notes; md4c itself goes on, the levels stop growing.
constexpr std::size_t kMaxContainers = 512;

class MarkdownReader {
 public:
  MarkdownReader(std::string_view source, std::uint32_t begin_in_source, SourceMap& map)
      : source_(source), body_(source.substr(begin_in_source)), map_(map) {}

  bool read() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      static_cast<MarkdownReader*>(self)->enter_block(type, detail);
      return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
      static_cast<MarkdownReader*>(self)->leave_block(type);
      return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      static_cast<MarkdownReader*>(self)->enter_span(type, detail);
      return 0;
    };
    parser.leave_span = [](MD_SPANTYPE, void*, void* self) {
      static_cast<MarkdownReader*>(self)->leave_span();
      return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      static_cast<MarkdownReader*>(self)->text(type, std::string_view(text, size));
      return 0;
    };
    return md_parse(body_.data(), static_cast<MD_SIZE>(body_.size()), &parser, this) == 0;
  }

  NotesBuilder& notes() { return notes_; }
  const std::string& title() const { return title_; }

 private:
  struct List {
    bool is_ordered = false;
    char sign = '-';
    unsigned next = 1;
  };

  // ---- blocks -------------------------------------------------------------------------------

  void enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_QUOTE:
        end_block();
        ++quotes_;
        break;
      case MD_BLOCK_UL:
        end_block();
        push_list({.is_ordered = false, .sign = static_cast<MD_BLOCK_UL_DETAIL*>(detail)->mark});
        break;
      case MD_BLOCK_OL: {
        end_block();
        const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
        push_list({.is_ordered = true, .sign = list->mark_delimiter, .next = list->start});
        break;
      }
      case MD_BLOCK_LI:
        end_block();
        begin_item();
        break;
      case MD_BLOCK_HR:
        end_block();
        notes_.begin(BlockKind::Rule, 0);
        notes_.end();
        break;
      case MD_BLOCK_H:
        end_block();
        heading_level_ = static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
        begin_block(BlockKind::Heading, heading_level_, "notes.heading");
        break;
      case MD_BLOCK_CODE:
        end_block();
        is_in_code_ = true;
        begin_block(BlockKind::Code, 0, "notes.code");
        break;
      case MD_BLOCK_HTML:
        end_block();
        html_.clear();
        is_in_html_ = true;
        break;
      case MD_BLOCK_P:
        if (is_item_fresh_) {
          is_item_fresh_ = false;  // the item's own block takes its first paragraph
        } else {
          end_block();
          begin_paragraph();
        }
        break;
      case MD_BLOCK_THEAD:
        is_in_head_ = true;
        break;
      case MD_BLOCK_TBODY:
        is_in_head_ = false;
        break;
      case MD_BLOCK_TR:
        end_block();
        begin_block(BlockKind::TableRow, is_in_head_ ? 0 : 1, "notes.text");
        is_first_cell_ = true;
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        if (!is_first_cell_) notes_.append("\t");
        is_first_cell_ = false;
        break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_TABLE:
        break;
    }
  }

  void leave_block(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_QUOTE:
        end_block();
        if (quotes_ > 0) --quotes_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        end_block();
        if (too_deep_ > 0) {
          --too_deep_;
        } else if (!lists_.empty()) {
          lists_.pop_back();
        }
        break;
      case MD_BLOCK_HTML:
        is_in_html_ = false;
        add_html();
        break;
      case MD_BLOCK_CODE:
        end_block();
        is_in_code_ = false;
        break;
      case MD_BLOCK_LI:
      case MD_BLOCK_H:
      case MD_BLOCK_P:
      case MD_BLOCK_TR:
        end_block();
        break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_HR:
      case MD_BLOCK_TABLE:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        break;
    }
  }

  void push_list(List list) {
    if (lists_.size() >= kMaxContainers) {
      ++too_deep_;
    } else {
      lists_.push_back(list);
    }
  }

  int item_level() const { return heading_level_ + static_cast<int>(lists_.size()); }

  void begin_block(BlockKind kind, int level, std::string_view field,
                   std::string_view marker = {}) {
    notes_.begin(kind, level, marker);
    field_ = field;
    kind_ = kind;
  }

  void begin_item() {
    std::string marker;
    if (!lists_.empty()) {
      List& list = lists_.back();
      if (list.is_ordered) {
        marker = std::to_string(list.next++);
      }
      marker += list.sign;
    }
    begin_block(BlockKind::Item, item_level(), "outline.text", marker);
    is_item_fresh_ = true;
  }

  void begin_paragraph() {
    if (quotes_ > 0) {
      begin_block(BlockKind::Quote, quotes_, "notes.text");
    } else {
      begin_block(BlockKind::Paragraph, lists_.empty() ? 0 : item_level(), "notes.text");
    }
  }

  void end_block() {
    is_item_fresh_ = false;
    if (!notes_.is_open()) return;
    const std::uint32_t begin = notes_.block_begin();
    const bool is_kept = notes_.end();
    std::string& plain = notes_.notes().plain;
    if (kind_ != BlockKind::Code && (has_soft_break_ || has_hard_break_)) {
      if (is_kept && may_split()) split_timed_lines();
      // A soft break is white space like any other.
      if (has_soft_break_) restore_soft_breaks(begin);
    }
    has_soft_break_ = false;
    restore_hard_breaks(begin);
    if (is_kept && kind_ == BlockKind::Heading && title_.empty() && heading_level_ == 1) {
      title_ = slice(plain, notes_.notes().blocks.back().text_in_plain);
    }
  }

  /// Until the block ends, hard breaks stand as '\v': then soft ones can be told from them.
  void restore_hard_breaks(std::uint32_t begin) {
    std::string& plain = notes_.notes().plain;
    if (begin >= plain.size() || !has_hard_break_) return;
    std::replace(plain.begin() + static_cast<std::ptrdiff_t>(begin), plain.end(), kHardBreak, '\n');
    has_hard_break_ = false;
  }

  bool may_split() const {
    return kind_ == BlockKind::Paragraph || kind_ == BlockKind::Quote || kind_ == BlockKind::Item;
  }

  /// Ends of lines that part two blocks stay what they are.
  void restore_soft_breaks(std::uint32_t begin) {
    model::Notes& notes = notes_.notes();
    for (std::size_t i = notes.blocks.size(); i-- > 0;) {
      const Range range = notes.blocks[i].text_in_plain;
      if (range.begin < begin) break;
      std::replace(notes.plain.begin() + range.begin, notes.plain.begin() + range.end, kSoftBreak,
                   ' ');
    }
  }

  struct TextLine {
    Range range_in_plain;
    bool has_head = false;  ///< a time heads it
    bool has_tail = false;  ///< a time ends it
  };

  static std::vector<TextLine> lines_of(std::string_view plain, Range range_in_plain) {
    std::vector<TextLine> lines;
    std::uint32_t begin = range_in_plain.begin;
    while (begin < range_in_plain.end) {
      const std::size_t found = plain.find_first_of("\n\v", begin);
      const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(found, range_in_plain.end));
      TextLine line;
      line.range_in_plain = text::trimmed(plain, {begin, end});
      const std::string_view text = slice(plain, line.range_in_plain);
      const std::vector<FoundTime> times = find_times(text);
      line.has_head = !times.empty() && heads_line(text, times.front());
      line.has_tail = !times.empty() && ends_line(text, times.back());
      if (!line.range_in_plain.empty()) lines.push_back(line);
      begin = end + 1;
    }
    return lines;
  }

  /// Makes each line of the last block that a time heads a block, with the lines below it that none
  /// heads; where times end the lines, each line. One such line alone is no table of contents.
  void split_timed_lines() {
    model::Notes& notes = notes_.notes();
    const std::vector<TextLine> lines = lines_of(notes.plain, notes.blocks.back().text_in_plain);
    if (lines.empty()) return;
    const auto size = static_cast<std::ptrdiff_t>(lines.size());
    const auto heads = std::ranges::count_if(lines, &TextLine::has_head);
    const auto tails = std::ranges::count_if(lines, &TextLine::has_tail);
    // Times at the edges of wrapped prose are few among its lines, and do not head the first.
    const bool by_heads = heads >= 2 && (lines.front().has_head || heads * 2 >= size);
    const bool by_tails = tails >= 2 && tails * 2 >= size && kind_ != BlockKind::Item;
    if (!by_heads && !by_tails) return;
    const model::Block whole = std::move(notes.blocks.back());
    notes.blocks.pop_back();
    const std::size_t first_block = notes.blocks.size();
    for (const TextLine& line : lines) {
      const bool is_first = notes.blocks.size() == first_block;
      const bool begins = is_first || !by_heads || line.has_head;
      if (!begins) {
        notes.blocks.back().text_in_plain.end = line.range_in_plain.end;
        continue;
      }
      model::Block block;
      block.kind = whole.kind;
      block.level = whole.level;
      block.text_in_plain = line.range_in_plain;
      if (is_first) {
        block.marker = whole.marker;
      } else if (whole.kind == BlockKind::Item && !lines.front().has_head) {
        // "- Chapters:" and its lines: they hang on it.
        block.level = static_cast<std::uint8_t>(std::min(whole.level + 1, kMaxLevel));
      }
      const bool is_entry = line.has_head && by_heads && whole.kind == BlockKind::Paragraph;
      if (is_entry) {
        const int level = lists_.empty() ? heading_level_ + 1 : item_level() + 1;
        block.kind = BlockKind::Item;
        block.level = static_cast<std::uint8_t>(std::min(level, kMaxLevel));
      }
      notes.blocks.push_back(std::move(block));
    }
    keep_spans_inside(first_block);
  }

  /// A span belongs to one block: those that went on over several lines end with the first.
  void keep_spans_inside(std::size_t first_block) {
    model::Notes& notes = notes_.notes();
    const auto first = notes.blocks.begin() + static_cast<std::ptrdiff_t>(first_block);
    for (std::size_t i = notes.spans.size(); i-- > 0;) {
      Range& range = notes.spans[i].text_in_plain;
      if (range.begin < notes_.block_begin()) break;
      const auto next = std::upper_bound(first, notes.blocks.end(), range.begin,
                                         [](std::uint32_t at, const model::Block& block) {
                                           return at < block.text_in_plain.begin;
                                         });
      if (next == first) continue;
      range.end = std::min(range.end, (next - 1)->text_in_plain.end);
      range.end = std::max(range.end, range.begin);
    }
  }

  /// Raw HTML becomes paragraphs of its text.
  void add_html() {
    const std::string text = text_of_html(html_);
    std::size_t begin = 0;
    while (begin < text.size()) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view line =
          text::trimmed(std::string_view(text).substr(begin, end - begin));
      if (!line.empty()) {
        begin_paragraph();
        notes_.append(line);
        end_block();
      }
      begin = end + 1;
    }
    html_.clear();
  }

  // ---- spans and text -----------------------------------------------------------------------

  struct OpenSpan {
    std::optional<SpanKind> kind;
    std::uint32_t begin_in_plain = 0;
    std::string url;
    Range url_in_source;
  };

  void enter_span(MD_SPANTYPE type, void* detail) {
    OpenSpan span;
    span.begin_in_plain = notes_.position();
    switch (type) {
      case MD_SPAN_EM:
        span.kind = SpanKind::Emphasis;
        break;
      case MD_SPAN_STRONG:
        span.kind = SpanKind::Strong;
        break;
      case MD_SPAN_DEL:
        span.kind = SpanKind::Strike;
        break;
      case MD_SPAN_CODE:
        span.kind = SpanKind::Code;
        break;
      case MD_SPAN_A:
        span.kind = SpanKind::Link;
        read_url(static_cast<MD_SPAN_A_DETAIL*>(detail)->href, span);
        break;
      case MD_SPAN_IMG:
        span.kind = SpanKind::Image;
        read_url(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src, span);
        break;
      case MD_SPAN_LATEXMATH:
      case MD_SPAN_LATEXMATH_DISPLAY:
      case MD_SPAN_WIKILINK:
      case MD_SPAN_U:
        break;
    }
    open_.push_back(std::move(span));
  }

  void leave_span() {
    if (open_.empty()) return;
    OpenSpan span = std::move(open_.back());
    open_.pop_back();
    if (!span.kind) return;
    map_.add(span.url_in_source, "link.url");
    notes_.add_span({.kind = *span.kind,
                     .text_in_plain = {span.begin_in_plain, notes_.position()},
                     .url = std::move(span.url),
                     .time = {}});
  }

  void read_url(const MD_ATTRIBUTE& attribute, OpenSpan& span) {
    const std::string_view text(attribute.text == nullptr ? "" : attribute.text, attribute.size);
    span.url = decode_entities(text);
    span.url_in_source = in_source(text).value_or(Range{});
  }

  /// Where md4c's text stands in the source; nothing for text that it made itself.
  std::optional<Range> in_source(std::string_view text) const {
    const std::less<const char*> before;
    const char* begin = source_.data();
    const char* end = begin + source_.size();
    if (before(text.data(), begin) || before(end, text.data() + text.size())) return std::nullopt;
    const auto offset = static_cast<std::uint32_t>(text.data() - begin);
    return Range{offset, offset + static_cast<std::uint32_t>(text.size())};
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (is_in_html_) {
      if (const std::optional<Range> range = in_source(text)) map_.add(*range, "notes.html");
      html_ += text;
      return;
    }
    is_item_fresh_ = false;
    // Text of a tight item behind a nested list has no block of its own any more.
    if (!notes_.is_open()) begin_paragraph();
    if (const std::optional<Range> range = in_source(text)) {
      if (type != MD_TEXT_HTML) map_.add(*range, field_);
    }
    switch (type) {
      case MD_TEXT_BR:
        has_hard_break_ = true;
        notes_.append(std::string_view(&kHardBreak, 1));
        break;
      case MD_TEXT_SOFTBR:
        has_soft_break_ = true;
        notes_.append(std::string_view(&kSoftBreak, 1));
        break;
      case MD_TEXT_NULLCHAR:
        notes_.append("\xEF\xBF\xBD");
        break;
      case MD_TEXT_ENTITY: {
        std::string decoded;
        notes_.append(decode_entity(text, decoded) > 0 ? std::string_view(decoded) : text);
        break;
      }
      case MD_TEXT_HTML:
        if (is_break_tag(text)) {
          has_hard_break_ = true;
          notes_.append(std::string_view(&kHardBreak, 1));
        }
        break;
      case MD_TEXT_NORMAL:
      case MD_TEXT_CODE:
      case MD_TEXT_LATEXMATH:
        notes_.append(text);
        break;
    }
  }

  static constexpr char kSoftBreak = '\n';
  static constexpr char kHardBreak = '\v';

  std::string_view source_;
  std::string_view body_;
  SourceMap& map_;
  NotesBuilder notes_;
  std::string title_;
  std::vector<List> lists_;
  std::size_t too_deep_ = 0;
  std::vector<OpenSpan> open_;
  std::string html_;
  std::string_view field_;
  BlockKind kind_ = BlockKind::Paragraph;
  int heading_level_ = 0;
  int quotes_ = 0;
  bool is_in_code_ = false;
  bool is_in_html_ = false;
  bool is_in_head_ = false;
  bool is_first_cell_ = false;
  bool is_item_fresh_ = false;
  bool has_soft_break_ = false;
  bool has_hard_break_ = false;
};

/// Takes the blocks of an offers block, from its head to the next heading or rule, out of the
/// notes. The text stays where it is in `plain` only if nothing was taken out.
void set_offers_apart(model::Notes& notes) {
  const auto text_of = [&](const model::Block& block) {
    return slice(notes.plain, block.text_in_plain);
  };
  const auto first = std::ranges::find_if(notes.blocks, [&](const model::Block& block) {
    const bool may_head = block.kind == BlockKind::Heading || block.kind == BlockKind::Paragraph;
    return may_head && begins_offers(text_of(block));
  });
  if (first == notes.blocks.end()) return;
  auto last = first + 1;
  while (last != notes.blocks.end() && last->kind != BlockKind::Rule &&
         (last->kind != BlockKind::Heading || begins_offers(text_of(*last)))) {
    ++last;
  }
  for (auto block = first; block != last; ++block) {
    if (!block->text_in_plain.empty()) notes.offers.emplace_back(text_of(*block));
  }
  const std::uint32_t cut_begin = first->text_in_plain.begin;
  const std::uint32_t cut_end = last == notes.blocks.end()
                                    ? static_cast<std::uint32_t>(notes.plain.size())
                                    : last->text_in_plain.begin;
  const std::uint32_t bytes = cut_end - cut_begin;
  notes.plain.erase(cut_begin, bytes);
  const auto rest = notes.blocks.erase(first, last);
  for (auto block = rest; block != notes.blocks.end(); ++block) {
    block->text_in_plain.begin -= bytes;
    block->text_in_plain.end -= bytes;
  }
  std::erase_if(notes.spans, [&](const model::Span& span) {
    return span.text_in_plain.begin >= cut_begin && span.text_in_plain.begin < cut_end;
  });
  for (model::Span& span : notes.spans) {
    if (span.text_in_plain.begin < cut_end) continue;
    span.text_in_plain.begin -= bytes;
    span.text_in_plain.end -= bytes;
  }
  // What parted the offers from the last block goes too; the last line end of code is its own.
  const std::size_t kept = notes.blocks.empty() ? 0 : notes.blocks.back().text_in_plain.end;
  if (notes.plain.size() > kept) notes.plain.resize(kept);
}

}  // namespace

void read_markdown(std::string_view name, std::string_view source, model::ParsedFile& file,
                   SourceMap& map) {
  Reporter report(source, file);
  model::Episode episode;
  const std::uint32_t begin = take_front_matter(source, episode, file, map);
  MarkdownReader reader(source, begin, map);
  if (!reader.read()) {
    report.add(Severity::Error, "markdown", "The Markdown could not be read to its end.", {0, 0});
  }
  reader.notes().end();
  set_offers_apart(reader.notes().notes());
  episode.notes = reader.notes().finish(episode.duration);
  episode.chapters = chapters_from_times(*episode.notes);
  if (episode.title.empty()) episode.title = reader.title();
  if (episode.title.empty()) episode.title = title_of_notes(*episode.notes, name);
  file.kind = model::FileKind::Notes;
  file.episodes.push_back(std::move(episode));
}

}  // namespace earshot::formats
