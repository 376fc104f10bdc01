#include "formats/ttml_tree.h"

#include <algorithm>

#include "formats/languages.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

TtmlKind kind_of(std::string_view name) {
  const auto is = [&](std::string_view known) { return text::equal_no_case(name, known); };
  if (is("p")) return TtmlKind::Paragraph;
  if (is("span")) return TtmlKind::Span;
  if (is("div")) return TtmlKind::Div;
  if (is("body")) return TtmlKind::Body;
  if (is("tt")) return TtmlKind::Root;
  if (is("head") || is("metadata") || is("agent") || is("name") || is("title") || is("desc") ||
      is("copyright") || is("actor") || is("item") || is("styling") || is("layout")) {
    return TtmlKind::Metadata;
  }
  return TtmlKind::Other;
}

/// How far up an element that an end tag names is looked for.
constexpr std::size_t kLookUp = 64;

}  // namespace

TtmlTree::TtmlTree(std::string_view source, Reporter& report, SourceMap& map)
    : source_(source), report_(report), map_(map) {
  XmlScanner scanner(source);
  bool is_broken = false;
  Range last;
  for (XmlToken token = scanner.next(); token.kind != XmlTokenKind::End; token = scanner.next()) {
    last = token.all_in_source;
    is_broken = token.is_broken;
    switch (token.kind) {
      case XmlTokenKind::Open:
        open(token);
        break;
      case XmlTokenKind::Close:
        close(token);
        break;
      case XmlTokenKind::Text:
      case XmlTokenKind::Cdata:
        text(token);
        break;
      default:
        break;
    }
  }
  // A fragment without the root's end tag is damaged, one without the root is only a fragment.
  is_cut = is_broken || !open_.empty();
  for (const Open& left : open_)
    elements[left.element].all_in_source.end = static_cast<std::uint32_t>(source.size());
  if (is_cut) {
    report_.add(Severity::Warning, "xml-cut-off",
                "The file ends inside an element; its end seems to be missing.", last);
  }
}

void TtmlTree::open(const XmlToken& token) {
  const std::string_view name = xml_local_name(slice(source_, token.name_in_source));
  if (text::equal_no_case(name, "br")) {
    if (!open_.empty())
      pieces.push_back({.element = top(), .text_in_source = {}, .is_break = true});
    return;
  }
  if (open_.size() >= kMaxXmlNesting) {
    if (!said_too_deep_) {
      report_.add(Severity::Warning, "too-deep",
                  "Elements are nested deeper than 256; they are read as one.",
                  token.all_in_source);
    }
    said_too_deep_ = true;
    if (!token.is_empty) ++too_deep_;
    return;
  }
  TtmlElement element;
  element.kind = kind_of(name);
  element.parent = top();
  element.all_in_source = token.all_in_source;
  if (element.parent != TtmlElement::kNone) {
    TtmlElement& parent = elements[element.parent];
    parent.has_children = true;
    element.is_preserved = parent.is_preserved;
    // What stands in metadata is metadata.
    if (parent.kind == TtmlKind::Metadata) element.kind = TtmlKind::Metadata;
  }
  if (element.kind == TtmlKind::Root && !has_root_) {
    has_root_ = true;
    read_root(token.content_in_source);
  }
  read_attributes(token, element);
  if (text::equal_no_case(name, "agent")) {
    agent_ = element.id;
    if (!agent_.empty()) agents.try_emplace(agent_);
  }
  const auto number = static_cast<std::uint32_t>(elements.size());
  elements.push_back(std::move(element));
  if (!token.is_empty) open_.push_back({name, number});
}

void TtmlTree::close(const XmlToken& token) {
  if (too_deep_ > 0) {
    --too_deep_;
    return;
  }
  const std::string_view name = xml_local_name(slice(source_, token.name_in_source));
  if (text::equal_no_case(name, "br")) return;
  const std::size_t lowest = open_.size() > kLookUp ? open_.size() - kLookUp : 0;
  for (std::size_t depth = open_.size(); depth > lowest; --depth) {
    if (!text::equal_no_case(open_[depth - 1].name, name)) continue;
    if (depth < open_.size()) {
      report_.add(Severity::Warning, "wrong-end-tag",
                  "The end tag closes an element whose parts are still open.", token.all_in_source);
    }
    elements[open_[depth - 1].element].all_in_source.end = token.all_in_source.end;
    open_.resize(depth - 1);
    if (text::equal_no_case(name, "agent")) agent_.clear();
    return;
  }
  report_.add(Severity::Warning, "wrong-end-tag", "The end tag closes no open element.",
              token.all_in_source);
}

void TtmlTree::text(const XmlToken& token) {
  const std::string_view written = slice(source_, token.content_in_source);
  if (open_.empty()) {
    if (text::is_blank(written)) return;
    report_.add(Severity::Warning, "text-outside-cue",
                "This text belongs to no cue; it is left out.", token.all_in_source);
    map_.add(token.all_in_source, "unread");
    return;
  }
  const TtmlElement& element = elements[top()];
  if (element.kind == TtmlKind::Metadata) {
    map_.add(token.content_in_source, "metadata");
    if (agent_.empty() || !text::equal_no_case(open_.back().name, "name")) return;
    const std::string name = decode_xml(text::trimmed(written));
    if (agents[agent_].empty()) agents[agent_] = name;
    return;
  }
  pieces.push_back({.element = top(),
                    .text_in_source = token.content_in_source,
                    .is_cdata = token.kind == XmlTokenKind::Cdata});
}

void TtmlTree::read_root(Range attributes) {
  const auto value = [&](std::string_view name) {
    return xml_attribute(source_, attributes, name).value_or("");
  };
  clock_.set(value("frameRate"), value("frameRateMultiplier"), value("subFrameRate"),
             value("tickRate"));
  clock_.set_base(value("timeBase"), value("dropMode"));
  const std::string written = value("lang");
  if (!written.empty()) language = language_code(written);
}

void TtmlTree::read_time(std::optional<double>& out, const XmlAttribute& attribute) {
  map_.add(attribute.value_in_source, "cue.time");
  const std::optional<TtmlTime> time =
      read_ttml_time(slice(source_, attribute.value_in_source), clock_);
  if (!time) {
    const std::string_view value = slice(source_, attribute.value_in_source);
    if (text::is_blank(value) || value == "indefinite") return;
    report_.add(Severity::Warning, "bad-time", "The time cannot be read; it is left out.",
                attribute.value_in_source);
    return;
  }
  has_loose_times = has_loose_times || time->is_loose;
  out = time->millis;
}

void TtmlTree::read_attributes(const XmlToken& token, TtmlElement& element) {
  XmlAttributes attributes(source_, token.content_in_source);
  std::size_t count = 0;
  while (const std::optional<XmlAttribute> attribute = attributes.next()) {
    if (++count > kMaxXmlAttributes) {
      report_.add(Severity::Warning, "too-many-attributes",
                  "The element has more than 256 attributes; the rest is not read.",
                  token.all_in_source);
      return;
    }
    const std::string_view name = xml_local_name(slice(source_, attribute->name_in_source));
    const std::string_view value = slice(source_, attribute->value_in_source);
    if (name == "begin") {
      read_time(element.begin_ms, *attribute);
    } else if (name == "end") {
      read_time(element.end_ms, *attribute);
    } else if (name == "dur") {
      read_time(element.duration_ms, *attribute);
    } else if (name == "agent") {
      element.agent = decode_xml(text::trimmed(value));
      map_.add(attribute->value_in_source, "cue.speaker");
    } else if (name == "id") {
      element.id = decode_xml(text::trimmed(value));
    } else if (name == "timeContainer") {
      element.is_sequence = value == "seq";
    } else if (name == "space") {
      element.is_preserved = value == "preserve";
    } else if (name == "unit") {
      element.is_word = value == "word";
    }
  }
}

}  // namespace earshot::formats
