#include <algorithm>

#include "formats/entities.h"
#include "formats/notes_builder.h"
#include "text/numerals.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

using model::Block;
using model::BlockKind;
using model::Span;
using model::SpanKind;

class HtmlWriter {
 public:
  explicit HtmlWriter(const model::Notes& notes) : notes_(notes) {}

  std::string write() {
    for (const Block& block : notes_.blocks) {
      if (block.kind != BlockKind::TableRow) close_table();
      write_block(block);
    }
    close_table();
    close_lists(0);
    return std::move(out_);
  }

 private:
  struct List {
    int level;
    std::string_view tag;
  };

  void write_block(const Block& block) {
    const bool stays_in_list =
        block.kind == BlockKind::Item || (block.kind == BlockKind::Paragraph && block.level > 0);
    if (!stays_in_list) close_lists(0);
    switch (block.kind) {
      case BlockKind::Heading: {
        const std::string level = std::to_string(std::clamp<int>(block.level, 1, 6));
        out_ += "<h" + level + ">";
        write_inline(block.text_in_plain);
        out_ += "</h" + level + ">\n";
        break;
      }
      case BlockKind::Item:
        open_item(block);
        write_inline(block.text_in_plain);
        break;
      case BlockKind::Quote:
        out_ += "<blockquote><p>";
        write_inline(block.text_in_plain);
        out_ += "</p></blockquote>\n";
        break;
      case BlockKind::Code:
        out_ += "<pre><code>";
        append_escaped(out_, slice(notes_.plain, block.text_in_plain));
        out_ += "</code></pre>\n";
        break;
      case BlockKind::TableRow:
        write_row(block);
        break;
      case BlockKind::Rule:
        out_ += "<hr>\n";
        break;
      case BlockKind::Paragraph:
      case BlockKind::Cue:
        if (block.level > 0) close_lists(block.level);
        out_ += "<p>";
        write_inline(block.text_in_plain);
        out_ += "</p>\n";
        break;
    }
  }

  static std::string_view list_tag(std::string_view marker) {
    std::string_view number = marker;
    while (!number.empty() && (number.back() == '.' || number.back() == ')')) {
      number.remove_suffix(1);
    }
    if (number.starts_with('(')) number.remove_prefix(1);
    if (number.size() == marker.size() || number.empty()) return "ul";
    if (text::is_digit(number[0])) return "ol";
    if (text::is_upper(number[0]))
      return text::roman_value(number) ? "ol type=\"I\"" : "ol type=\"A\"";
    return text::roman_value(number) ? "ol type=\"i\"" : "ol type=\"a\"";
  }

  void open_item(const Block& block) {
    close_lists(block.level);
    const std::string_view tag = list_tag(block.marker);
    if (!lists_.empty() && lists_.back().level == block.level) {
      out_ += "</li>\n";
      // "I." and "C." may be letters as well: only the element itself ends a list.
      if (lists_.back().tag.substr(0, 2) == tag.substr(0, 2)) {
        out_ += "<li>";
        return;
      }
      out_ += "</" + std::string(lists_.back().tag.substr(0, 2)) + ">\n";
      lists_.pop_back();
    }
    out_ += "<" + std::string(tag) + ">\n<li>";
    lists_.push_back({.level = block.level, .tag = tag});
  }

  /// Closes the lists deeper than `level`; all of them for 0.
  void close_lists(int level) {
    while (!lists_.empty() && lists_.back().level > level) {
      out_ += "</li>\n</" + std::string(lists_.back().tag.substr(0, 2)) + ">\n";
      lists_.pop_back();
    }
  }

  void close_table() {
    if (is_in_table_) out_ += "</table>\n";
    is_in_table_ = false;
  }

  void write_row(const Block& block) {
    if (!is_in_table_) out_ += "<table>\n";
    is_in_table_ = true;
    const std::string_view tag = block.level == 0 ? "th>" : "td>";
    out_ += "<tr>";
    Range cell = {block.text_in_plain.begin, block.text_in_plain.begin};
    while (cell.begin <= block.text_in_plain.end) {
      const std::size_t tab = notes_.plain.find('\t', cell.begin);
      cell.end = tab == std::string::npos
                     ? block.text_in_plain.end
                     : std::min(static_cast<std::uint32_t>(tab), block.text_in_plain.end);
      out_ += "<";
      out_ += tag;
      write_inline(cell);
      out_ += "</";
      out_ += tag;
      cell.begin = cell.end + 1;
    }
    out_ += "</tr>\n";
  }

  std::string_view opening(const Span& span) {
    switch (span.kind) {
      case SpanKind::Strong:
        return "<strong>";
      case SpanKind::Emphasis:
        return "<em>";
      case SpanKind::Strike:
        return "<del>";
      case SpanKind::Code:
        return "<code>";
      case SpanKind::Time:
        return "<time>";
      case SpanKind::Link:
      case SpanKind::Image:
        return is_safe_url(span.url) ? "<a href=\"" : "";
    }
    return "";
  }

  static std::string_view closing(const Span& span) {
    switch (span.kind) {
      case SpanKind::Strong:
        return "</strong>";
      case SpanKind::Emphasis:
        return "</em>";
      case SpanKind::Strike:
        return "</del>";
      case SpanKind::Code:
        return "</code>";
      case SpanKind::Time:
        return "</time>";
      case SpanKind::Link:
      case SpanKind::Image:
        return is_safe_url(span.url) ? "</a>" : "";
    }
    return "";
  }

  void open_span(const Span& span) {
    const std::string_view tag = opening(span);
    out_ += tag;
    if (!tag.ends_with('"')) return;
    append_escaped(out_, span.url);
    // A picture is a link to it: showing it would load it from somewhere.
    out_ += "\" rel=\"noopener noreferrer\">";
  }

  void write_text(Range range) {
    std::string_view text = slice(notes_.plain, range);
    while (true) {
      const std::size_t line_end = std::min(text.find('\n'), text.size());
      append_escaped(out_, text.substr(0, line_end));
      if (line_end == text.size()) return;
      out_ += "<br>";
      text.remove_prefix(line_end + 1);
    }
  }

  /// Spans are in order and never cross, so one stack suffices.
  void write_inline(Range range) {
    std::vector<const Span*> open;
    std::uint32_t position = range.begin;
    const auto write_to = [&](std::uint32_t target) {
      while (!open.empty() && open.back()->text_in_plain.end <= target) {
        const std::uint32_t end = std::max(open.back()->text_in_plain.end, position);
        write_text({position, end});
        position = end;
        out_ += closing(*open.back());
        open.pop_back();
      }
      write_text({position, target});
      position = std::max(position, target);
    };
    while (next_span_ < notes_.spans.size() &&
           notes_.spans[next_span_].text_in_plain.begin < range.begin) {
      ++next_span_;
    }
    while (next_span_ < notes_.spans.size() &&
           notes_.spans[next_span_].text_in_plain.begin < range.end) {
      const Span& span = notes_.spans[next_span_++];
      if (span.text_in_plain.end > range.end) continue;
      write_to(span.text_in_plain.begin);
      if (!open.empty() && open.back()->text_in_plain.end < span.text_in_plain.end) continue;
      open_span(span);
      open.push_back(&span);
    }
    write_to(range.end);
  }

  const model::Notes& notes_;
  std::string out_;
  std::vector<List> lists_;
  bool is_in_table_ = false;
  std::size_t next_span_ = 0;
};

}  // namespace

std::string notes_html(const model::Notes& notes) {
  return HtmlWriter(notes).write();
}

}  // namespace earshot::formats
