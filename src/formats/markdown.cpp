#include "formats/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <optional>

#include "formats/entities.h"
#include "formats/front_matter.h"
#include "formats/html_blocks.h"
#include "formats/notes_builder.h"
#include "formats/offers.h"
#include "formats/raw_tags.h"
#include "formats/reporter.h"
#include "formats/timed_lines.h"
#include "formats/titles.h"
#include "text/scanner.h"

// md4c calls back for each block, span and run of text, and hands pointers into the source wherever
// it did not have to change the text: that is how spans of the source are known. Its tree becomes
// blocks with levels and containers. A list item's first paragraph is the item; a heading's level
// is the base on which items below it count. Lines of a paragraph or item that times head or end,
// as in tables of contents, become blocks of their own. Raw HTML is read as HTML: blocks by
// HtmlBlocks, tags inside a line here.

namespace earshot::formats {
namespace {

using model::BlockKind;
using model::ContainerKind;
using model::SpanKind;

class MarkdownReader {
 public:
  MarkdownReader(std::string_view source, std::uint32_t begin_in_source, model::ParsedFile& file,
                 SourceMap& map)
      : source_(source),
        body_(source.substr(begin_in_source)),
        map_(map),
        report_(source, file),
        html_blocks_(notes_, map, report_) {
    notes_.notes().plain.reserve(body_.size());
    // About what lists of links come to: the vectors grow once at most, not ten times.
    constexpr std::size_t kBytesPerBlock = 100;
    notes_.notes().blocks.reserve(body_.size() / kBytesPerBlock);
    notes_.notes().containers.reserve(body_.size() / kBytesPerBlock);
    notes_.notes().spans.reserve(body_.size() / kBytesPerBlock);
  }

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
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
      static_cast<MarkdownReader*>(self)->leave_span(type);
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
        notes_.open_container({.kind = ContainerKind::Quote});
        ++quotes_;
        break;
      case MD_BLOCK_UL: {
        end_block();
        const auto* list = static_cast<MD_BLOCK_UL_DETAIL*>(detail);
        notes_.open_container({.kind = ContainerKind::List, .is_tight = list->is_tight != 0});
        lists_.push_back({.is_ordered = false, .sign = list->mark});
        break;
      }
      case MD_BLOCK_OL: {
        end_block();
        const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
        notes_.open_container({.kind = ContainerKind::List,
                               .is_ordered = true,
                               .is_tight = list->is_tight != 0,
                               .start = list->start});
        lists_.push_back({.is_ordered = true, .sign = list->mark_delimiter, .next = list->start});
        break;
      }
      case MD_BLOCK_LI:
        end_block();
        notes_.open_container({.kind = ContainerKind::Item});
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
        begin_block(BlockKind::Code, level_inside(), "notes.code");
        notes_.notes().blocks.back().info =
            attribute_text(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->info, "notes.code");
        break;
      case MD_BLOCK_HTML:
        end_block();
        html_.clear();
        html_in_source_ = Range{0, 0};
        is_html_whole_ = true;
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
        end_raw_spans(0);
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
        notes_.close_container();
        if (quotes_ > 0) --quotes_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        end_block();
        notes_.close_container();
        if (!lists_.empty()) lists_.pop_back();
        break;
      case MD_BLOCK_LI:
        end_block();
        notes_.close_container();
        break;
      case MD_BLOCK_HTML:
        is_in_html_ = false;
        add_html();
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_H:
      case MD_BLOCK_P:
      case MD_BLOCK_TR:
        end_block();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        read_raw_tags();
        end_raw_spans(0);
        break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_HR:
      case MD_BLOCK_TABLE:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
        break;
    }
  }

  int item_level() const { return heading_level_ + static_cast<int>(lists_.size()); }
  /// Of what stands in an item; 0 where none is open.
  int level_inside() const { return lists_.empty() ? 0 : item_level(); }

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
      if (list.is_ordered) marker = std::to_string(list.next++);
      marker += list.sign;
    }
    begin_block(BlockKind::Item, item_level(), "outline.text", marker);
    is_item_fresh_ = true;
  }

  void begin_paragraph() {
    if (quotes_ > 0) {
      begin_block(BlockKind::Quote, quotes_, "notes.text");
    } else {
      begin_block(BlockKind::Paragraph, level_inside(), "notes.text");
    }
  }

  void end_block() {
    is_item_fresh_ = false;
    if (!notes_.is_open()) return;
    read_raw_tags();
    raw_spans_.clear();
    const std::uint32_t begin = notes_.block_begin();
    const bool is_kept = notes_.end();
    std::string& plain = notes_.notes().plain;
    if (kind_ != BlockKind::Code && (has_soft_break_ || has_hard_break_)) {
      const int entry_level = lists_.empty() ? heading_level_ + 1 : item_level() + 1;
      if (is_kept && may_split()) split_timed_lines(notes_.notes(), entry_level);
      // A soft break is white space like any other.
      if (has_soft_break_) restore_soft_breaks(begin);
    }
    has_soft_break_ = false;
    restore_hard_breaks(begin);
    if (is_kept && kind_ == BlockKind::Heading && title_.empty() && heading_level_ == 1) {
      title_ = slice(plain, notes_.notes().blocks.back().text_in_plain);
    }
  }

  /// Until the block ends, hard breaks stand as kHardBreak: then soft ones can be told from them.
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

  // ---- raw HTML -----------------------------------------------------------------------------

  /// A piece of a block of HTML; whether its pieces are one stretch of the source is watched.
  void add_html_piece(std::string_view text) {
    if (const std::optional<Range> range = in_source(text)) {
      map_.add(*range, "notes.html");
      if (html_.empty()) html_in_source_ = {range->begin, range->begin};
      is_html_whole_ = is_html_whole_ && range->begin == html_in_source_.end;
      html_in_source_.end = range->end;
    } else {
      // md4c writes line ends from a text of its own.
      is_html_whole_ =
          is_html_whole_ && !html_.empty() && source_.substr(html_in_source_.end).starts_with(text);
      html_in_source_.end += static_cast<std::uint32_t>(text.size());
    }
    html_ += text;
  }

  void add_html() {
    const Range in_source = html_in_source_;
    model::RawHtml raw;
    raw.first_block = static_cast<std::uint32_t>(notes_.notes().blocks.size());
    raw.container = notes_.container();
    html_blocks_.set_level(heading_level_, static_cast<int>(lists_.size()), quotes_);
    if (is_html_whole_) {
      html_blocks_.read(slice(source_, in_source), in_source.begin);
    } else {
      html_blocks_.read(html_, std::nullopt);
    }
    heading_level_ = html_blocks_.heading_level();
    if (title_.empty()) title_ = html_blocks_.title();
    raw.end_block = static_cast<std::uint32_t>(notes_.notes().blocks.size());
    raw.html = std::move(html_);
    html_.clear();
    notes_.notes().raw_html.push_back(std::move(raw));
  }

  /// A span that a raw tag opened.
  struct RawSpan {
    std::string name;
    std::size_t depth;  ///< open spans with it
  };

  /// Ends the spans of raw tags above `depth` open spans.
  void end_raw_spans(std::size_t depth) {
    while (notes_.open_spans() > depth)
      notes_.close_span();
    while (!raw_spans_.empty() && raw_spans_.back().depth > depth)
      raw_spans_.pop_back();
  }

  void add_break() {
    has_hard_break_ = true;
    notes_.append(std::string_view(&kHardBreak, 1));
  }

  /// Tags inside a line, as md4c handed them over: one after the other, whole.
  void read_raw_tags() {
    std::string_view html = raw_tags_;
    while (!html.empty()) {
      const std::string_view rest = html;
      const RawTag tag = take_tag(html);
      const std::string_view text = rest.substr(0, rest.size() - html.size());
      if (!apply(tag)) {
        report_.add(Severity::Note, "raw-html", "A tag of HTML was left out; its text is kept.",
                    raw_tags_in_source_.begin + text.size() <= raw_tags_in_source_.end
                        ? Range{raw_tags_in_source_.begin,
                                raw_tags_in_source_.begin + static_cast<std::uint32_t>(text.size())}
                        : raw_tags_in_source_);
      }
      raw_tags_in_source_.begin += static_cast<std::uint32_t>(text.size());
    }
    raw_tags_.clear();
  }

  /// Does what a tag asks for; false where it means nothing here.
  bool apply(const RawTag& tag) {
    if (tag.name == "br") {
      add_break();
      return true;
    }
    if (tag.name == "img" && !tag.url.empty()) {
      notes_.open_span({.kind = SpanKind::Image,
                        .text_in_plain = {},
                        .url = tag.url,
                        .time = {},
                        .title = tag.title});
      notes_.append(tag.alt);
      notes_.close_span();
      return true;
    }
    const std::optional<SpanKind> kind = span_of_element(tag.name);
    if (!kind) return false;
    if (tag.is_closing) {
      if (raw_spans_.empty() || raw_spans_.back().name != tag.name ||
          raw_spans_.back().depth != notes_.open_spans()) {
        return false;
      }
      notes_.close_span();
      raw_spans_.pop_back();
      return true;
    }
    if (*kind == SpanKind::Link && (tag.url.empty() || is_harmful_url(tag.url))) return false;
    notes_.open_span(
        {.kind = *kind, .text_in_plain = {}, .url = tag.url, .time = {}, .title = tag.title});
    raw_spans_.push_back({.name = tag.name, .depth = notes_.open_spans()});
    return true;
  }

  // ---- spans and text -----------------------------------------------------------------------

  void need_block() {
    is_item_fresh_ = false;
    // Text of a tight item behind a nested list has no block of its own any more.
    if (!notes_.is_open()) begin_paragraph();
  }

  static std::optional<SpanKind> kind_of(MD_SPANTYPE type) {
    switch (type) {
      case MD_SPAN_EM:
        return SpanKind::Emphasis;
      case MD_SPAN_STRONG:
        return SpanKind::Strong;
      case MD_SPAN_DEL:
        return SpanKind::Strike;
      case MD_SPAN_CODE:
        return SpanKind::Code;
      case MD_SPAN_A:
        return SpanKind::Link;
      case MD_SPAN_IMG:
        return SpanKind::Image;
      case MD_SPAN_LATEXMATH:
      case MD_SPAN_LATEXMATH_DISPLAY:
      case MD_SPAN_WIKILINK:
      case MD_SPAN_U:
        break;
    }
    return std::nullopt;
  }

  void enter_span(MD_SPANTYPE type, void* detail) {
    const std::optional<SpanKind> kind = kind_of(type);
    if (!kind) return;
    need_block();
    if (!raw_tags_.empty()) read_raw_tags();
    model::Span span;
    span.kind = *kind;
    bool is_harmful = false;
    if (type == MD_SPAN_A) {
      const auto* link = static_cast<MD_SPAN_A_DETAIL*>(detail);
      is_harmful = read_address(link->href, link->title, span);
    } else if (type == MD_SPAN_IMG) {
      const auto* image = static_cast<MD_SPAN_IMG_DETAIL*>(detail);
      is_harmful = read_address(image->src, image->title, span);
    }
    spans_.push_back({.depth = notes_.open_spans(), .is_dropped = is_harmful});
    if (!is_harmful) notes_.open_span(std::move(span));
  }

  void leave_span(MD_SPANTYPE type) {
    if (!kind_of(type) || spans_.empty()) return;
    read_raw_tags();
    const OpenSpan span = spans_.back();
    spans_.pop_back();
    // What raw tags opened inside ends with it.
    end_raw_spans(span.depth);
  }

  /// The text of an attribute, references decoded.
  std::string attribute_text(const MD_ATTRIBUTE& attribute, std::string_view field) {
    std::string out;
    if (attribute.text == nullptr || attribute.size == 0) return out;
    for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
      const MD_OFFSET begin = attribute.substr_offsets[i];
      const std::string_view piece(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
      if (attribute.substr_types[i] == MD_TEXT_NULLCHAR) {
        out += "\xEF\xBF\xBD";
      } else if (attribute.substr_types[i] != MD_TEXT_ENTITY || decode_entity(piece, out) == 0) {
        out += piece;
      }
    }
    if (const auto range = in_source(std::string_view(attribute.text, attribute.size))) {
      map_.add(*range, field);
    }
    return out;
  }

  /// Whether the address is harmful; then it is reported, and the link dropped.
  bool read_address(const MD_ATTRIBUTE& url, const MD_ATTRIBUTE& title, model::Span& span) {
    span.url = attribute_text(url, "link.url");
    span.title = attribute_text(title, "link.title");
    if (!is_harmful_url(span.url)) return false;
    const auto range = in_source(std::string_view(url.text, url.size));
    report_.add(Severity::Warning, "unsafe-link",
                "A link holds a program or a document instead of an address; its text is kept.",
                range.value_or(Range{}));
    return true;
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
      add_html_piece(text);
      return;
    }
    need_block();
    if (type == MD_TEXT_HTML) {
      if (const std::optional<Range> range = in_source(text)) {
        if (raw_tags_.empty()) raw_tags_in_source_ = *range;
        raw_tags_in_source_.end = range->end;
      }
      raw_tags_ += text;
      return;
    }
    if (!raw_tags_.empty()) read_raw_tags();
    if (map_.is_wanted()) {
      if (const std::optional<Range> range = in_source(text)) map_.add(*range, field_);
    }
    switch (type) {
      case MD_TEXT_BR:
        add_break();
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
      case MD_TEXT_NORMAL:
      case MD_TEXT_CODE:
      case MD_TEXT_LATEXMATH:
        notes_.append(text);
        break;
    }
  }

  struct OpenSpan {
    std::size_t depth;  ///< open spans before it
    bool is_dropped;
  };

  std::string_view source_;
  std::string_view body_;
  SourceMap& map_;
  Reporter report_;
  NotesBuilder notes_;
  HtmlBlocks html_blocks_;
  std::string title_;
  std::vector<List> lists_;
  std::vector<OpenSpan> spans_;
  std::vector<RawSpan> raw_spans_;
  std::string raw_tags_;
  Range raw_tags_in_source_;
  std::string html_;
  Range html_in_source_;
  bool is_html_whole_ = true;
  std::string_view field_;
  BlockKind kind_ = BlockKind::Paragraph;
  int heading_level_ = 0;
  int quotes_ = 0;
  bool is_in_html_ = false;
  bool is_in_head_ = false;
  bool is_first_cell_ = false;
  bool is_item_fresh_ = false;
  bool has_soft_break_ = false;
  bool has_hard_break_ = false;
};

}  // namespace

void read_markdown(std::string_view name, std::string_view source, model::ParsedFile& file,
                   SourceMap& map) {
  model::Episode episode;
  const std::uint32_t begin = take_front_matter(source, episode, file, map);
  MarkdownReader reader(source, begin, file, map);
  if (!reader.read()) {
    Reporter(source, file)
        .add(Severity::Error, "markdown", "The Markdown could not be read to its end.", {0, 0});
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
