#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/range.h"
#include "formats/reporter.h"
#include "formats/source_map.h"
#include "formats/ttml_time.h"
#include "formats/xml_scanner.h"

namespace earshot::formats {

/// Elements nested deeper are taken as part of the one around: captions nest five deep.
inline constexpr std::size_t kMaxXmlNesting = 256;
/// Attributes of one element that are looked at; styled captions have about twenty.
inline constexpr std::size_t kMaxXmlAttributes = 256;

enum class TtmlKind : std::uint8_t { Root, Body, Div, Paragraph, Span, Metadata, Other };

/// An element in the body of a TTML file, its times as written.
struct TtmlElement {
  static constexpr std::uint32_t kNone = UINT32_MAX;
  TtmlKind kind = TtmlKind::Other;
  std::uint32_t parent = kNone;
  std::optional<double> begin_ms;
  std::optional<double> end_ms;
  std::optional<double> duration_ms;
  bool is_sequence = false;   ///< timeContainer="seq"
  bool is_preserved = false;  ///< xml:space="preserve"
  bool is_word = false;       ///< Apple's unit="word"
  bool has_children = false;
  std::string agent;  ///< ids, as written
  std::string id;
  Range all_in_source;
};

/// Text in the body, or a line break.
struct TtmlPiece {
  std::uint32_t element = 0;
  Range text_in_source;
  bool is_cdata = false;
  bool is_break = false;
};

/// A TTML file cut into elements and pieces of text, in document order. Keeps going whatever the
/// damage; reports it.
class TtmlTree {
 public:
  TtmlTree(std::string_view source, Reporter& report, SourceMap& map);

  std::vector<TtmlElement> elements;
  std::vector<TtmlPiece> pieces;
  std::unordered_map<std::string, std::string> agents;  ///< names by id
  std::string language;
  bool is_cut = false;
  bool has_loose_times = false;

 private:
  void open(const XmlToken& token);
  void close(const XmlToken& token);
  void text(const XmlToken& token);
  void read_attributes(const XmlToken& token, TtmlElement& element);
  void read_root(Range attributes);
  void read_time(std::optional<double>& out, const XmlAttribute& attribute);
  std::uint32_t top() const { return open_.empty() ? TtmlElement::kNone : open_.back().element; }

  struct Open {
    std::string_view name;
    std::uint32_t element = 0;
  };
  std::string_view source_;
  Reporter& report_;
  SourceMap& map_;
  TtmlClock clock_;
  std::vector<Open> open_;
  std::size_t too_deep_ = 0;
  bool has_root_ = false;
  bool said_too_deep_ = false;
  std::string agent_;  ///< id of the agent being declared
};

}  // namespace earshot::formats
