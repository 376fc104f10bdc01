#include <algorithm>

#include "formats/entities.h"
#include "formats/notes_builder.h"
#include "formats/safe_html.h"
#include "text/scanner.h"

// The tags and their order are those of the CommonMark specification, so that its examples can be
// compared. Containers are opened and closed on the way from one block to the next.

namespace earshot::formats {
namespace {

using model::Block;
using model::BlockKind;
using model::Container;
using model::ContainerKind;
using model::Span;
using model::SpanKind;

void append_text(std::string& out, std::string_view text) {
  append_escaped(out, text, EscapeFor::Text);
}

/// Bytes that may stand in an address go as they are, the rest as %XX.
void append_url(std::string& out, std::string_view url) {
  constexpr std::string_view kPlain = "-_.+!*(),%#@?=;:/,$~";
  constexpr char kHex[] = "0123456789ABCDEF";
  std::size_t copied = 0;
  for (std::size_t at = 0; at < url.size(); ++at) {
    const char c = url[at];
    if (text::is_letter(c) || text::is_digit(c) || kPlain.contains(c)) continue;
    out += url.substr(copied, at - copied);
    copied = at + 1;
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '\'') {
      out += "&#x27;";
    } else {
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  out += url.substr(copied);
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const model::Notes& notes) : notes_(notes) {}

  std::string write() {
    for (std::size_t i = 0; i < notes_.blocks.size(); ++i) {
      i = write_raw_pieces(i);
      if (i == notes_.blocks.size()) break;
      const Block& block = notes_.blocks[i];
      if (block.kind != BlockKind::TableRow || block.container != innermost()) close_table();
      enter(block.container);
      raw_.end_paragraph(out_);
      write_block(block);
    }
    write_raw_pieces(notes_.blocks.size());
    close_table();
    close_to(0);
    raw_.close_to(0, out_);
    return std::move(out_);
  }

 private:
  /// Writes the pieces of raw HTML before block `i`; the first block behind those read from them.
  std::size_t write_raw_pieces(std::size_t i) {
    while (next_raw_ < notes_.raw_html.size() && notes_.raw_html[next_raw_].first_block <= i) {
      const model::RawHtml& raw = notes_.raw_html[next_raw_++];
      close_table();
      enter(raw.container);
      begin_line();
      raw_.write(raw.html, out_);
      i = std::max<std::size_t>(i, raw.end_block);
    }
    return i;
  }

  // ---- containers ---------------------------------------------------------------------------

  struct Open {
    std::int32_t number;
    std::size_t raw_depth;  ///< open elements of raw HTML around it
  };

  const Container& container(std::int32_t number) const {
    return notes_.containers[static_cast<std::size_t>(number)];
  }
  std::int32_t innermost() const { return open_.empty() ? -1 : open_.back().number; }

  void enter(std::int32_t number) {
    if (number == innermost()) return;
    std::vector<std::int32_t> path;
    for (std::int32_t i = number; i >= 0; i = container(i).parent)
      path.push_back(i);
    std::ranges::reverse(path);
    std::size_t common = 0;
    while (common < path.size() && common < open_.size() && path[common] == open_[common].number)
      ++common;
    close_to(common);
    for (std::size_t i = common; i < path.size(); ++i) {
      raw_.end_paragraph(out_);
      open(container(path[i]));
      open_.push_back({.number = path[i], .raw_depth = raw_.depth()});
      raw_.set_floor(raw_.depth());
    }
  }

  void open(const Container& opened) {
    begin_line();
    switch (opened.kind) {
      case ContainerKind::Quote:
        out_ += "<blockquote>\n";
        break;
      case ContainerKind::List:
        if (!opened.is_ordered) {
          out_ += "<ul>\n";
          break;
        }
        out_ += "<ol";
        if (opened.numbering != '1') out_ += std::string(" type=\"") + opened.numbering + "\"";
        if (opened.start != 1) out_ += " start=\"" + std::to_string(opened.start) + "\"";
        out_ += ">\n";
        break;
      case ContainerKind::Item:
        out_ += "<li>";
        break;
    }
  }

  void close_to(std::size_t count) {
    while (open_.size() > count) {
      raw_.close_to(open_.back().raw_depth, out_);
      const Container& closed = container(open_.back().number);
      open_.pop_back();
      raw_.set_floor(open_.empty() ? 0 : open_.back().raw_depth);
      switch (closed.kind) {
        case ContainerKind::Quote:
          begin_line();
          out_ += "</blockquote>\n";
          break;
        case ContainerKind::List:
          begin_line();
          out_ += closed.is_ordered ? "</ol>\n" : "</ul>\n";
          break;
        case ContainerKind::Item:
          out_ += "</li>\n";
          break;
      }
    }
  }

  void begin_line() {
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  }

  bool is_in_tight_item() const {
    if (open_.empty() || container(innermost()).kind != ContainerKind::Item) return false;
    const std::int32_t list = container(innermost()).parent;
    return list >= 0 && container(list).is_tight;
  }

  // ---- blocks -------------------------------------------------------------------------------

  void write_block(const Block& block) {
    switch (block.kind) {
      case BlockKind::Heading: {
        const std::string level = std::to_string(std::clamp<int>(block.level, 1, 6));
        begin_line();
        out_ += "<h" + level + ">";
        write_inline(block.text_in_plain);
        out_ += "</h" + level + ">\n";
        break;
      }
      case BlockKind::Item:
        if (!block.text_in_plain.empty() || has_span_at(block.text_in_plain.begin)) {
          write_paragraph(block);
        }
        break;
      case BlockKind::Code:
        write_code(block);
        break;
      case BlockKind::TableRow:
        write_row(block);
        break;
      case BlockKind::Rule:
        begin_line();
        out_ += "<hr />\n";
        break;
      case BlockKind::Paragraph:
      case BlockKind::Quote:
      case BlockKind::Cue:
        write_paragraph(block);
        break;
    }
  }

  bool has_span_at(std::uint32_t position) {
    skip_spans_before(position);
    return next_span_ < notes_.spans.size() &&
           notes_.spans[next_span_].text_in_plain == Range{position, position};
  }

  void write_paragraph(const Block& block) {
    if (is_in_tight_item()) {
      if (!out_.ends_with("<li>")) begin_line();
      write_inline(block.text_in_plain);
      return;
    }
    begin_line();
    out_ += "<p>";
    write_inline(block.text_in_plain);
    out_ += "</p>\n";
  }

  void write_code(const Block& block) {
    begin_line();
    out_ += "<pre><code";
    const std::string_view language =
        std::string_view(block.info).substr(0, block.info.find_first_of(" \t"));
    if (!language.empty()) {
      out_ += " class=\"language-";
      append_text(out_, language);
      out_ += '"';
    }
    out_ += '>';
    append_text(out_, slice(notes_.plain, block.text_in_plain));
    out_ += "</code></pre>\n";
  }

  void close_table() {
    if (!is_in_table_) return;
    if (is_in_body_) out_ += "</tbody>\n";
    out_ += "</table>\n";
    is_in_table_ = false;
  }

  void write_row(const Block& block) {
    const bool is_head = block.level == 0;
    if (is_head && is_in_body_) close_table();
    if (!is_in_table_) {
      begin_line();
      out_ += "<table>\n";
      is_in_body_ = false;
    }
    is_in_table_ = true;
    if (!is_head && !is_in_body_) out_ += "<tbody>\n";
    is_in_body_ = !is_head;
    if (is_head) out_ += "<thead>\n";
    const std::string_view tag = is_head ? "th>" : "td>";
    out_ += "<tr>\n";
    Range cell = {block.text_in_plain.begin, block.text_in_plain.begin};
    while (cell.begin <= block.text_in_plain.end) {
      const std::size_t tab =
          std::string_view(notes_.plain).substr(0, block.text_in_plain.end).find('\t', cell.begin);
      cell.end =
          tab == std::string_view::npos ? block.text_in_plain.end : static_cast<std::uint32_t>(tab);
      out_ += "<";
      out_ += tag;
      write_inline(cell);
      out_ += "</";
      out_ += tag;
      out_ += '\n';
      cell.begin = cell.end + 1;
    }
    out_ += "</tr>\n";
    if (is_head) out_ += "</thead>\n";
  }

  // ---- spans --------------------------------------------------------------------------------

  static std::string_view tag_of(SpanKind kind) {
    switch (kind) {
      case SpanKind::Strong:
        return "strong";
      case SpanKind::Emphasis:
        return "em";
      case SpanKind::Strike:
        return "del";
      case SpanKind::Code:
        return "code";
      case SpanKind::Time:
        return "time";
      case SpanKind::Link:
      case SpanKind::Image:
        return "a";
    }
    return {};
  }

  /// Whether the span's tags are written: links only to safe places, and none inside another.
  bool is_written(const Span& span) const {
    if (span.kind != SpanKind::Link && span.kind != SpanKind::Image) return true;
    return is_safe_url(span.url) && !is_in_link_;
  }

  void write_title(const Span& span) {
    if (span.title.empty()) return;
    out_ += " title=\"";
    append_text(out_, span.title);
    out_ += '"';
  }

  void open_span(const Span& span) {
    if (span.kind == SpanKind::Link || span.kind == SpanKind::Image) {
      out_ += "<a href=\"";
      append_url(out_, span.url);
      out_ += '"';
      write_title(span);
      out_ += '>';
      is_in_link_ = true;
      return;
    }
    out_ += '<';
    out_ += tag_of(span.kind);
    out_ += '>';
  }

  void close_span(const Span& span) {
    out_ += "</";
    out_ += tag_of(span.kind);
    out_ += '>';
    if (span.kind == SpanKind::Link || span.kind == SpanKind::Image) is_in_link_ = false;
  }

  void write_picture(const Span& span) {
    out_ += "<img src=\"";
    append_url(out_, span.url);
    out_ += "\" alt=\"";
    append_text(out_, slice(notes_.plain, span.text_in_plain));
    out_ += '"';
    write_title(span);
    out_ += " />";
  }

  void write_text(Range range) {
    std::string_view text = slice(notes_.plain, range);
    while (true) {
      const std::size_t line_end = std::min(text.find('\n'), text.size());
      append_text(out_, text.substr(0, line_end));
      if (line_end == text.size()) return;
      out_ += "<br />\n";
      text.remove_prefix(line_end + 1);
    }
  }

  void skip_spans_before(std::uint32_t position) {
    while (next_span_ < notes_.spans.size() &&
           notes_.spans[next_span_].text_in_plain.begin < position) {
      ++next_span_;
    }
  }

  struct OpenSpan {
    const Span* span;
    bool is_written;
  };

  /// Writes the text up to `target` and closes the spans that end on the way; those that end at
  /// `target` itself stay open where `keeps_last`, for a span without text inside them.
  void write_to(std::uint32_t target, bool keeps_last) {
    while (!stack_.empty()) {
      const OpenSpan top = stack_.back();
      const std::uint32_t end = std::max(top.span->text_in_plain.end, position_);
      if (end > target || (end == target && keeps_last)) break;
      write_text({position_, end});
      position_ = end;
      if (top.is_written) close_span(*top.span);
      stack_.pop_back();
    }
    if (target <= position_) return;
    write_text({position_, target});
    position_ = target;
  }

  /// Spans are in order and never cross, so one stack suffices.
  void write_inline(Range range) {
    position_ = range.begin;
    skip_spans_before(range.begin);
    while (next_span_ < notes_.spans.size()) {
      const Span& span = notes_.spans[next_span_];
      const Range text = span.text_in_plain;
      const bool is_inside = text.begin < range.end || (text.empty() && text.begin == range.end);
      if (!is_inside) break;
      ++next_span_;
      if (text.end > range.end) continue;
      // A picture without words may stand in a link that ends where it stands.
      const bool has_parent =
          text.empty() && !stack_.empty() && stack_.back().span->text_in_plain.end == text.begin;
      write_to(text.begin, has_parent);
      if (text.begin < position_) continue;
      if (!stack_.empty() && stack_.back().span->text_in_plain.end < text.end) continue;
      if (span.kind == SpanKind::Image && !notes_.pictures_are_links && is_safe_url(span.url)) {
        write_picture(span);
        position_ = text.end;
        continue;
      }
      stack_.push_back({.span = &span, .is_written = is_written(span)});
      if (stack_.back().is_written) open_span(span);
    }
    write_to(range.end, false);
  }

  const model::Notes& notes_;
  std::string out_;
  std::vector<Open> open_;  ///< containers, the outer one first
  SafeHtml raw_;
  std::vector<OpenSpan> stack_;
  std::uint32_t position_ = 0;
  std::size_t next_span_ = 0;
  std::size_t next_raw_ = 0;
  bool is_in_table_ = false;
  bool is_in_body_ = false;
  bool is_in_link_ = false;
};

}  // namespace

std::string notes_html(const model::Notes& notes) {
  return HtmlWriter(notes).write();
}

}  // namespace earshot::formats
