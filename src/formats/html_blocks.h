#pragma once

#include <gumbo.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/notes_builder.h"
#include "formats/reporter.h"
#include "formats/source_map.h"

namespace earshot::formats {

/// Writes HTML into notes, block by block, with its lists, quotes, tables and spans.
class HtmlBlocks {
 public:
  /// Keeps references to all of them.
  HtmlBlocks(NotesBuilder& notes, SourceMap& map, Reporter& report)
      : notes_(notes), map_(map), report_(report) {}

  /// What stands around the HTML: the level of the heading above it, and lists and quotes open.
  void set_level(int heading_level, int lists, int quotes) {
    heading_level_ = heading_level;
    outer_lists_ = lists;
    quotes_ = quotes;
  }

  /// Reads `html`, which stands at `begin_in_source` if it is one stretch of the source. HTML
  /// beyond the limits of HtmlTree is read as text, and reported.
  void read(std::string_view html, std::optional<std::uint32_t> begin_in_source);

  /// The same for a page of its own: what lies outside its main part becomes boilerplate.
  void read_page(std::string_view html, std::uint32_t begin_in_source);

  int heading_level() const { return heading_level_; }
  /// The first heading of level 1, else the page's title; empty where there is none.
  const std::string& title() const { return title_.empty() ? page_title_ : title_; }
  const std::string& language() const { return language_; }
  /// Addresses of sound and of players, in order.
  const std::vector<std::string>& media() const { return media_; }
  std::vector<std::string>& boilerplate() { return boilerplate_; }

 private:
  /// What leaving an element has to undo.
  enum class Undo : std::uint8_t {
    Nothing,
    Style,
    Block,
    StyledBlock,
    List,
    Quote,
    Item,
    LooseItem,
    Row,
    Table,
    Pre,
    Boilerplate,
    Content,
  };
  struct Frame {
    const GumboNode* node;
    unsigned next_child;
    Undo undo;
  };

  void walk(const GumboNode* root);
  /// Begins a node; nothing where what is inside it is passed over.
  std::optional<Undo> enter(const GumboNode& node);
  std::optional<Undo> enter_element(const GumboNode& node);
  std::optional<Undo> enter_block_element(const GumboNode& node);
  std::optional<Undo> enter_in_row(const GumboNode& node);
  void leave(const Frame& frame);

  void begin_block(model::BlockKind kind, int level, std::string_view field,
                   std::string_view marker = {});
  void begin_paragraph();
  void need_block();
  void end_block();
  /// Ends the open block, unless it is an item that has no text yet.
  void part_blocks();
  int item_level() const;
  int level_inside() const;  ///< of what stands in an item; 0 where none is open

  std::optional<Undo> open_style(model::Span span);
  void close_style();
  std::optional<Undo> open_link(const GumboNode& node);
  void open_list(const GumboNode& node);
  void begin_item(const GumboNode& node);
  void begin_row(const GumboNode& node);
  void add_picture(const GumboNode& node);
  void add_media(const GumboNode& node);
  void add_break();
  void add_text(const GumboNode& node);
  void add_words(std::string_view text);
  void add_boilerplate(std::string_view text);
  void end_boilerplate_line();
  void report_dropped();
  std::optional<Range> in_source(GumboStringPiece piece) const;
  void read_as_text(std::string_view html, std::optional<std::uint32_t> begin_in_source);

  struct List {
    bool is_ordered;
    std::uint32_t next;
    char numbering;
    std::int32_t container;
  };

  NotesBuilder& notes_;
  SourceMap& map_;
  Reporter& report_;
  std::string_view html_;
  std::optional<std::uint32_t> begin_in_source_;
  std::vector<model::Span> styles_;
  std::vector<List> lists_;
  std::vector<std::string> media_;
  std::vector<std::string> boilerplate_;
  std::string boilerplate_line_;
  std::string title_;
  std::string page_title_;
  std::string language_;
  std::string_view field_;
  const GumboNode* content_ = nullptr;  ///< a page's main part
  int heading_level_ = 0;
  int outer_lists_ = 0;
  int quotes_ = 0;
  std::size_t dropped_ = 0;  ///< scripts and styles
  Range first_dropped_;
  std::vector<bool> is_layout_;     ///< of each open table
  const GumboNode* row_ = nullptr;  ///< the open row of a table
  bool is_page_ = false;
  bool is_boilerplate_ = false;
  bool is_in_row_ = false;
  bool is_first_cell_ = false;
  bool is_in_pre_ = false;
  bool has_space_ = false;          ///< white space before the next word
  bool has_pending_break_ = false;  ///< a line break before the next word
  bool has_break_ = false;          ///< a line break in the open block
};

}  // namespace earshot::formats
