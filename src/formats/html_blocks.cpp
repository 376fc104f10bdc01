#include "formats/html_blocks.h"

#include <algorithm>

#include "formats/html_elements.h"
#include "formats/html_text.h"
#include "formats/html_tree.h"
#include "formats/raw_tags.h"
#include "formats/timed_lines.h"
#include "text/lines.h"
#include "text/scanner.h"

// One walk over the tree, without recursion. Elements that are blocks part the text; styles are
// kept in a stack of their own and are closed with each block and opened again in the next, so that
// no span leaves its block. White space is held back until a word follows. In the row of a table
// everything is one line: whatever parts blocks elsewhere is a space there.

namespace earshot::formats {
namespace {

using model::BlockKind;
using model::ContainerKind;
using model::SpanKind;

int heading_of(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_H1:
      return 1;
    case GUMBO_TAG_H2:
      return 2;
    case GUMBO_TAG_H3:
      return 3;
    case GUMBO_TAG_H4:
      return 4;
    case GUMBO_TAG_H5:
      return 5;
    case GUMBO_TAG_H6:
      return 6;
    default:
      return 0;
  }
}

}  // namespace

void HtmlBlocks::read(std::string_view html, std::optional<std::uint32_t> begin_in_source) {
  const std::optional<HtmlTree> tree = HtmlTree::parse(html);
  if (!tree) return read_as_text(html, begin_in_source);
  html_ = html;
  begin_in_source_ = begin_in_source;
  walk(tree->root());
  report_dropped();
}

void HtmlBlocks::read_page(std::string_view html, std::uint32_t begin_in_source) {
  const std::optional<HtmlTree> tree = HtmlTree::parse(html);
  if (!tree) return read_as_text(html, begin_in_source);
  html_ = html;
  begin_in_source_ = begin_in_source;
  is_page_ = true;
  language_ = attribute(*tree->root(), "lang");
  content_ = content_of_page(tree->root());
  is_boilerplate_ = content_ != nullptr;
  walk(tree->root());
  report_dropped();
}

/// HTML that would cost too much to parse loses its tags and keeps its lines.
void HtmlBlocks::read_as_text(std::string_view html, std::optional<std::uint32_t> begin_in_source) {
  const std::uint32_t begin = begin_in_source.value_or(0);
  const Range range = {begin, begin + static_cast<std::uint32_t>(html.size())};
  report_.add(Severity::Warning, "html-too-deep",
              "The HTML is larger or nested deeper than is read; only its lines of text are kept.",
              begin_in_source ? range : Range{});
  if (begin_in_source) map_.add(range, "notes.text");
  const std::string text = text_of_html(html);
  text::LineReader lines(text);
  while (const std::optional<text::Line> line = lines.next()) {
    const std::string_view words = text::trimmed(slice(text, line->range_in_source));
    if (words.empty()) continue;
    begin_paragraph();
    notes_.append(words);
    end_block();
  }
}

void HtmlBlocks::walk(const GumboNode* root) {
  std::vector<Frame> frames;
  const std::optional<Undo> undo = enter(*root);
  if (undo) frames.push_back({.node = root, .next_child = 0, .undo = *undo});
  while (!frames.empty()) {
    Frame& frame = frames.back();
    const GumboVector& children = frame.node->v.element.children;
    if (frame.next_child < children.length) {
      const auto* child = static_cast<const GumboNode*>(children.data[frame.next_child++]);
      const std::optional<Undo> inner = enter(*child);
      if (inner) frames.push_back({.node = child, .next_child = 0, .undo = *inner});
    } else {
      leave(frame);
      frames.pop_back();
    }
  }
  end_block();
  end_boilerplate_line();
}

std::optional<HtmlBlocks::Undo> HtmlBlocks::enter(const GumboNode& node) {
  switch (node.type) {
    case GUMBO_NODE_ELEMENT:
      return enter_element(node);
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE:
      add_text(node);
      return std::nullopt;
    case GUMBO_NODE_COMMENT:
    case GUMBO_NODE_TEMPLATE:
    case GUMBO_NODE_DOCUMENT:
      break;
  }
  return std::nullopt;
}

std::optional<HtmlBlocks::Undo> HtmlBlocks::enter_element(const GumboNode& node) {
  const GumboElement& element = node.v.element;
  if (element.tag_namespace != GUMBO_NAMESPACE_HTML && element.tag == GUMBO_TAG_STYLE) {
    return std::nullopt;
  }
  switch (element.tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
      if (dropped_++ == 0) first_dropped_ = in_source(element.original_tag).value_or(Range{});
      return std::nullopt;
    case GUMBO_TAG_TITLE:
      if (element.tag_namespace == GUMBO_NAMESPACE_HTML) {
        page_title_ = text_of_title(node);
        return std::nullopt;
      }
      break;
    default:
      break;
  }
  if (&node == content_) {
    end_boilerplate_line();
    is_boilerplate_ = false;
    return Undo::Content;
  }
  if (is_boilerplate_) {
    if (is_block_element(element.tag)) end_boilerplate_line();
    return Undo::Nothing;
  }
  if (is_page_ && is_page_furniture(element.tag)) {
    end_block();
    is_boilerplate_ = true;
    return Undo::Boilerplate;
  }
  if (element.tag == GUMBO_TAG_A) return open_link(node);
  if (const std::optional<SpanKind> style = span_of_element(gumbo_normalized_tagname(element.tag));
      style && element.tag != GUMBO_TAG_UNKNOWN) {
    if (is_in_pre_ && *style == SpanKind::Code) return Undo::Nothing;
    return open_style({.kind = *style, .text_in_plain = {}, .url = {}, .time = {}});
  }
  switch (element.tag) {
    case GUMBO_TAG_BR:
      add_break();
      return std::nullopt;
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_IMAGE:
      add_picture(node);
      return std::nullopt;
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_IFRAME:
      add_media(node);
      return element.tag == GUMBO_TAG_IFRAME ? std::nullopt : std::optional(Undo::Nothing);
    default:
      break;
  }
  if (!is_block_element(element.tag)) return Undo::Nothing;
  return is_in_row_ ? enter_in_row(node) : enter_block_element(node);
}

std::optional<HtmlBlocks::Undo> HtmlBlocks::enter_in_row(const GumboNode& node) {
  const GumboTag tag = node.v.element.tag;
  const bool is_cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  // The cells of a table inside a cell are parts of that cell.
  const GumboNode* row = node.parent;
  if (is_cell && row != nullptr && row == row_) {
    if (!is_first_cell_) notes_.append("\t");
    is_first_cell_ = false;
    has_space_ = false;
  } else {
    has_space_ = true;
  }
  return Undo::Nothing;
}

std::optional<HtmlBlocks::Undo> HtmlBlocks::enter_block_element(const GumboNode& node) {
  const GumboTag tag = node.v.element.tag;
  if (const int level = heading_of(tag)) {
    end_block();
    heading_level_ = level;
    begin_block(BlockKind::Heading, level, "notes.heading");
    return Undo::Block;
  }
  switch (tag) {
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_MENU:
      open_list(node);
      return Undo::List;
    case GUMBO_TAG_LI: {
      const bool is_loose = lists_.empty() || notes_.container() != lists_.back().container;
      if (is_loose) open_list(node);
      begin_item(node);
      return is_loose ? Undo::LooseItem : Undo::Item;
    }
    case GUMBO_TAG_BLOCKQUOTE:
      end_block();
      notes_.open_container({.kind = ContainerKind::Quote});
      ++quotes_;
      return Undo::Quote;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_XMP:
      end_block();
      begin_block(BlockKind::Code, level_inside(), "notes.code");
      notes_.notes().blocks.back().info = language_of_code(node);
      is_in_pre_ = true;
      return Undo::Pre;
    case GUMBO_TAG_HR:
      end_block();
      notes_.begin(BlockKind::Rule, 0);
      notes_.end();
      return std::nullopt;
    case GUMBO_TAG_TABLE:
      end_block();
      is_layout_.push_back(is_layout_table(node));
      return Undo::Table;
    case GUMBO_TAG_TR:
      if (is_layout_.empty() || is_layout_.back()) break;
      begin_row(node);
      return Undo::Row;
    case GUMBO_TAG_DT:
      part_blocks();
      styles_.push_back({.kind = SpanKind::Strong, .text_in_plain = {}, .url = {}, .time = {}});
      return Undo::StyledBlock;
    default:
      break;
  }
  part_blocks();
  return Undo::Block;
}

void HtmlBlocks::leave(const Frame& frame) {
  switch (frame.undo) {
    case Undo::Nothing:
      if (is_boilerplate_ && is_block_element(frame.node->v.element.tag)) end_boilerplate_line();
      if (is_in_row_ && is_block_element(frame.node->v.element.tag)) has_space_ = true;
      break;
    case Undo::Style:
      close_style();
      break;
    case Undo::Block:
      part_blocks();
      break;
    case Undo::StyledBlock:
      end_block();
      styles_.pop_back();
      break;
    case Undo::List:
      end_block();
      notes_.close_container();
      lists_.pop_back();
      break;
    case Undo::Item:
    case Undo::LooseItem:
      end_block();
      notes_.close_container();
      if (frame.undo == Undo::LooseItem) {
        notes_.close_container();
        lists_.pop_back();
      }
      break;
    case Undo::Quote:
      end_block();
      notes_.close_container();
      --quotes_;
      break;
    case Undo::Row:
      is_in_row_ = false;
      row_ = nullptr;
      end_block();
      break;
    case Undo::Table:
      end_block();
      is_layout_.pop_back();
      break;
    case Undo::Pre:
      is_in_pre_ = false;
      end_block();
      break;
    case Undo::Boilerplate:
      end_boilerplate_line();
      is_boilerplate_ = false;
      break;
    case Undo::Content:
      end_block();
      is_boilerplate_ = true;
      break;
  }
}

// ---- blocks ---------------------------------------------------------------------------------

int HtmlBlocks::item_level() const {
  return heading_level_ + outer_lists_ + static_cast<int>(lists_.size());
}

int HtmlBlocks::level_inside() const {
  return lists_.empty() && outer_lists_ == 0 ? 0 : item_level();
}

void HtmlBlocks::begin_block(BlockKind kind, int level, std::string_view field,
                             std::string_view marker) {
  notes_.begin(kind, level, marker);
  field_ = field;
  has_space_ = false;
  has_pending_break_ = false;
  has_break_ = false;
  if (kind == BlockKind::Code) return;
  for (const model::Span& style : styles_)
    notes_.open_span(style);
}

void HtmlBlocks::begin_paragraph() {
  if (quotes_ > 0) return begin_block(BlockKind::Quote, quotes_, "notes.text");
  // A second paragraph makes a list loose.
  if (!lists_.empty() && lists_.back().container >= 0) {
    notes_.notes().containers[static_cast<std::size_t>(lists_.back().container)].is_tight = false;
  }
  begin_block(BlockKind::Paragraph, level_inside(), "notes.text");
}

void HtmlBlocks::need_block() {
  if (!notes_.is_open()) begin_paragraph();
}

void HtmlBlocks::part_blocks() {
  if (!notes_.is_open()) return;
  const bool is_fresh_item = notes_.notes().blocks.back().kind == BlockKind::Item &&
                             notes_.position() == notes_.block_begin();
  if (!is_fresh_item) end_block();
}

void HtmlBlocks::end_block() {
  if (!notes_.is_open()) return;
  const std::uint32_t begin = notes_.block_begin();
  const BlockKind kind = notes_.notes().blocks.back().kind;
  const bool is_kept = notes_.end();
  model::Notes& notes = notes_.notes();
  if (is_kept && kind == BlockKind::Heading && title_.empty() && heading_level_ == 1) {
    title_ = slice(notes.plain, notes.blocks.back().text_in_plain);
  }
  if (!has_break_) return;
  has_break_ = false;
  if (is_kept && (kind == BlockKind::Paragraph || kind == BlockKind::Item)) {
    const int entry_level = item_level() + 1;
    if (!split_timed_lines(notes, entry_level)) split_marked_lines(notes, entry_level);
  }
  if (begin < notes.plain.size()) {
    std::replace(notes.plain.begin() + static_cast<std::ptrdiff_t>(begin), notes.plain.end(),
                 kHardBreak, '\n');
  }
}

// ---- text -----------------------------------------------------------------------------------

std::optional<Range> HtmlBlocks::in_source(GumboStringPiece piece) const {
  if (!begin_in_source_ || piece.data == nullptr) return std::nullopt;
  const std::less<const char*> before;
  const char* begin = html_.data();
  const char* end = begin + html_.size();
  if (before(piece.data, begin) || before(end, piece.data + piece.length)) return std::nullopt;
  const auto offset = static_cast<std::uint32_t>(piece.data - begin) + *begin_in_source_;
  return Range{offset, offset + static_cast<std::uint32_t>(piece.length)};
}

void HtmlBlocks::add_text(const GumboNode& node) {
  const std::string_view text = node.v.text.text;
  if (is_boilerplate_) {
    if (const auto range = in_source(node.v.text.original_text)) map_.add(*range, "boilerplate");
    add_boilerplate(text);
    return;
  }
  if (is_in_pre_ && !is_in_row_) {
    need_block();
    notes_.append(text);
  } else {
    add_words(text);
  }
  if (!map_.is_wanted() || node.type == GUMBO_NODE_WHITESPACE) return;
  if (const auto range = in_source(node.v.text.original_text)) map_.add(*range, field_);
}

/// Adds text with its white space made single; what leads or ends it is held back.
void HtmlBlocks::add_words(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text::is_white(text[at])) {
      has_space_ = true;
      ++at;
      continue;
    }
    // A run goes on over single spaces.
    std::size_t end = at + 1;
    while (end < text.size()) {
      const char c = text[end];
      if (text::is_white(c) &&
          (c != ' ' || end + 1 == text.size() || text::is_white(text[end + 1]))) {
        break;
      }
      ++end;
    }
    need_block();
    const bool is_begin = notes_.position() == notes_.block_begin();
    if (has_pending_break_ && !is_begin) {
      notes_.append(std::string_view(&kHardBreak, 1));
      has_break_ = true;
    } else if (has_space_ && !is_begin && notes_.notes().plain.back() != '\t') {
      notes_.append(" ");
    }
    has_pending_break_ = false;
    has_space_ = false;
    notes_.append(text.substr(at, end - at));
    at = end;
  }
}

void HtmlBlocks::add_boilerplate(std::string_view text) {
  for (const char c : text) {
    const bool is_space = text::is_white(c);
    if (is_space && (boilerplate_line_.empty() || boilerplate_line_.back() == ' ')) continue;
    boilerplate_line_ += is_space ? ' ' : c;
  }
}

void HtmlBlocks::end_boilerplate_line() {
  const std::string_view line = text::trimmed(boilerplate_line_);
  if (!line.empty()) boilerplate_.emplace_back(line);
  boilerplate_line_.clear();
}

void HtmlBlocks::report_dropped() {
  if (dropped_ == 0) return;
  report_.add(Severity::Note, "dropped-script",
              dropped_ == 1 ? "A script or style sheet was left out."
                            : std::to_string(dropped_) + " scripts and style sheets were left out.",
              first_dropped_);
  dropped_ = 0;
}

}  // namespace earshot::formats
