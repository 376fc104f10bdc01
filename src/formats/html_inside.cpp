#include "formats/html_blocks.h"
#include "formats/html_elements.h"
#include "formats/html_tree.h"
#include "text/scanner.h"

// The elements that HtmlBlocks meets on its walk: styles and links, lists and rows, pictures and
// players.

namespace earshot::formats {
namespace {

using model::BlockKind;
using model::ContainerKind;
using model::SpanKind;

/// The last part of an address's path, for a picture without words.
std::string_view file_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = url.find_last_of('/');
  return slash == std::string_view::npos ? url : url.substr(slash + 1);
}

bool is_pixel(const GumboNode& node) {
  const std::string_view width = attribute(node, "width");
  const std::string_view height = attribute(node, "height");
  const auto is_small = [](std::string_view size) { return size == "0" || size == "1"; };
  return is_small(width) || is_small(height);
}

}  // namespace

std::optional<HtmlBlocks::Undo> HtmlBlocks::open_style(model::Span span) {
  styles_.push_back(std::move(span));
  const bool is_code = notes_.is_open() && notes_.notes().blocks.back().kind == BlockKind::Code;
  if (notes_.is_open() && !is_code) notes_.open_span(styles_.back());
  return Undo::Style;
}

void HtmlBlocks::close_style() {
  if (notes_.is_open() && notes_.open_spans() == styles_.size()) notes_.close_span();
  styles_.pop_back();
}

std::optional<HtmlBlocks::Undo> HtmlBlocks::open_link(const GumboNode& node) {
  const GumboAttribute* href = gumbo_get_attribute(&node.v.element.attributes, "href");
  if (href == nullptr) return Undo::Nothing;
  const std::string_view url = text::trimmed(std::string_view(href->value));
  const std::optional<Range> range = in_source(href->original_value);
  if (is_harmful_url(url)) {
    report_.add(Severity::Warning, "unsafe-link",
                "A link holds a program or a document instead of an address; its text is kept.",
                range.value_or(Range{}));
    return Undo::Nothing;
  }
  if (url.empty()) return Undo::Nothing;
  if (range) map_.add(*range, "link.url");
  return open_style({.kind = SpanKind::Link,
                     .text_in_plain = {},
                     .url = std::string(url),
                     .time = {},
                     .title = std::string(attribute(node, "title"))});
}

void HtmlBlocks::open_list(const GumboNode& node) {
  end_block();
  List list{};
  list.is_ordered = node.v.element.tag == GUMBO_TAG_OL;
  list.numbering = '1';
  list.next = 1;
  if (list.is_ordered) {
    const std::string_view type = attribute(node, "type");
    if (type.size() == 1 && std::string_view("aAiI").contains(type[0])) list.numbering = type[0];
    const std::optional<std::int64_t> start = text::decimal_value(attribute(node, "start"));
    constexpr std::int64_t kGreatestStart = 999'999'999;  // as in Markdown
    if (start && *start <= kGreatestStart) list.next = static_cast<std::uint32_t>(*start);
  }
  notes_.open_container({.kind = ContainerKind::List,
                         .is_ordered = list.is_ordered,
                         .numbering = list.numbering,
                         .start = list.next});
  list.container = notes_.container();
  lists_.push_back(list);
}

void HtmlBlocks::begin_item(const GumboNode& node) {
  end_block();
  List& list = lists_.back();
  const std::optional<std::int64_t> value = text::decimal_value(attribute(node, "value"));
  if (list.is_ordered && value && *value <= 999'999'999) {
    list.next = static_cast<std::uint32_t>(*value);
  }
  std::string marker = list.is_ordered ? number_text(list.next, list.numbering) + "." : "-";
  if (list.is_ordered) ++list.next;
  notes_.open_container({.kind = ContainerKind::Item});
  begin_block(BlockKind::Item, item_level(), "outline.text", marker);
}

void HtmlBlocks::begin_row(const GumboNode& node) {
  end_block();
  begin_block(BlockKind::TableRow, is_head_row(node) ? 0 : 1, "notes.text");
  is_in_row_ = true;
  is_first_cell_ = true;
  row_ = &node;
}

void HtmlBlocks::add_picture(const GumboNode& node) {
  const std::string_view url = text::trimmed(attribute(node, "src"));
  std::string_view words = text::trimmed(attribute(node, "alt"));
  if (url.empty() || is_harmful_url(url) || (words.empty() && is_pixel(node))) {
    if (!words.empty()) add_words(words);
    return;
  }
  if (words.empty()) words = file_of(url);
  if (words.empty()) return;
  need_block();
  if (is_in_pre_) return add_words(words);
  if (has_space_ && notes_.position() > notes_.block_begin()) notes_.append(" ");
  has_space_ = false;
  notes_.open_span({.kind = SpanKind::Image,
                    .text_in_plain = {},
                    .url = std::string(url),
                    .time = {},
                    .title = std::string(attribute(node, "title"))});
  add_words(words);
  notes_.close_span();
  has_space_ = true;
  if (const auto range = in_source(node.v.element.original_tag)) map_.add(*range, "notes.image");
}

void HtmlBlocks::add_media(const GumboNode& node) {
  const std::string_view url = text::trimmed(attribute(node, "src"));
  if (url.empty()) return;
  media_.emplace_back(url);
  const std::optional<Range> range = in_source(node.v.element.original_tag);
  report_.add(Severity::Note, "embedded-media",
              "A player or sound inside the notes is not shown there.", range.value_or(Range{}));
}

void HtmlBlocks::add_break() {
  if (!notes_.is_open()) return;
  const BlockKind kind = notes_.notes().blocks.back().kind;
  if (is_in_row_ || kind == BlockKind::Heading) {
    has_space_ = true;
  } else if (is_in_pre_) {
    notes_.append("\n");
  } else if (notes_.position() == notes_.block_begin()) {
    has_space_ = false;
  } else if (has_pending_break_) {
    end_block();  // two of them part paragraphs
  } else {
    has_pending_break_ = true;
    has_space_ = false;
  }
}

}  // namespace earshot::formats
