#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/range.h"
#include "base/time.h"

namespace earshot::model {

/// One cue of a transcript. Its text is a range of the transcript's one text.
struct Cue {
  TimeSpan time;
  Range text_in_plain;        ///< trimmed, lines joined by '\n'; may be empty
  std::int32_t speaker = -1;  ///< index into Transcript::speakers, -1 where unknown
  std::string id;
  std::vector<std::pair<std::string, std::string>> settings;  ///< as written, in order
  std::string recovered;  ///< the leniency that was needed ("comma-decimal"), else empty
  struct Word {
    TimeSpan time;
    Range text_in_plain;
  };
  std::vector<Word> words;  ///< where the format times words
};

/// A block of a transcript's file that nobody speaks.
struct Remark {
  enum class Kind : std::uint8_t { Comment, Style, Region };
  Kind kind = Kind::Comment;
  std::string text;  ///< as written, without the word that begins the block; lines joined by '\n'
  std::uint32_t line_in_source = 0;  ///< from 1
};

/// A transcript: one text, and cues as ranges into it.
///
/// `plain` joins the cues' texts by '\n' in file order; ranges of successive cues do not overlap
/// and ascend. `plain` is valid UTF-8.
struct Transcript {
  std::string plain;
  std::vector<std::string> speakers;
  std::vector<Cue> cues;
  std::string language;  ///< BCP 47, else empty
  std::string header;    ///< WebVTT: what stands behind and below the signature, lines by '\n'
  std::vector<Remark> remarks;
};

enum class BlockKind : std::uint8_t {
  Heading,    ///< level 1-6
  Paragraph,  ///< level of the item that it is in, 0 for none
  Item,       ///< list or outline item; level from 1, marker as written
  Quote,      ///< level: how many quotes are round it
  Code,       ///< preformatted, one block per code block; level as a paragraph's
  TableRow,   ///< cells separated by '\t' in the text; level 0 header row, 1 body row
  Rule,       ///< no text
  Cue,        ///< a transcript's cue (made by the importer)
};

enum class ContainerKind : std::uint8_t { Quote, List, Item };

/// What holds blocks and other containers: a quote, a list, an item of a list.
///
/// Containers are named by their number in `Notes::containers`; one without blocks says nothing.
struct Container {
  ContainerKind kind = ContainerKind::List;
  bool is_ordered = false;   ///< List
  bool is_tight = true;      ///< List: its items' texts are no paragraphs of their own
  char numbering = '1';      ///< ordered List: '1', 'a', 'A', 'i' or 'I'
  std::int32_t parent = -1;  ///< the container around it, of a lower number; -1 for none
  std::uint32_t start = 1;   ///< ordered List: the number of its first item
};

/// A stretch of a document's text that starts a line of its own. Blocks are in reading order and do
/// not overlap. Nesting is by `level`: an item belongs to the nearest earlier item or heading of
/// lower level. `container` holds the nesting as it was written: the first block inside an item's
/// container is of kind Item, with the item's first paragraph as its text if it begins with one.
struct Block {
  BlockKind kind = BlockKind::Paragraph;
  std::uint8_t level = 0;
  Range text_in_plain;
  std::string marker;           ///< "I.", "a)", "-", "\u2022"; empty where none
  TimeSpan time;                ///< a time or range that heads or ends the line
  std::int32_t container = -1;  ///< the innermost container, -1 for none
  std::string info;             ///< Code: what was said of it, its language first
};

enum class SpanKind : std::uint8_t { Strong, Emphasis, Strike, Code, Link, Time, Image };

/// An inline stretch inside a block; spans may nest, never cross.
struct Span {
  SpanKind kind = SpanKind::Strong;
  Range text_in_plain;
  std::string url;         ///< Link, Image
  TimeSpan time;           ///< Time
  std::string title = {};  ///< Link, Image: what is said of it on pointing at it
};

struct Link {
  std::string text;
  std::string url;
};

/// A piece of HTML inside Markdown. The blocks that were read from it are [first_block, end_block)
/// of `Notes::blocks`, perhaps none; a writer of HTML can write the piece itself instead of them.
struct RawHtml {
  std::uint32_t first_block = 0;
  std::uint32_t end_block = 0;
  std::int32_t container = -1;  ///< as `Block::container`
  std::string html;             ///< as written, safe or not
};

/// Show notes: one text, its blocks and its inline spans.
///
/// The outline of `cli.md` is the tree of headings and items by level. `offers` are the lines of
/// the offers block: they are not in `plain`, not in `blocks`, and not searched.
struct Notes {
  std::string plain;
  std::vector<Block> blocks;
  std::vector<Container> containers;
  std::vector<RawHtml> raw_html;  ///< in reading order
  std::vector<Span> spans;        ///< by begin, the outer one of two first
  std::vector<Link> links;
  std::vector<std::string> offers;
  bool pictures_are_links = false;  ///< the HTML of these notes links to pictures, shows none
  float squashed =
      -1.0F;  ///< confidence that a run-on text was cut right; below 0: was not squashed
};

struct Chapter {
  TimeSpan time;
  std::string title;
  std::string url;
  std::string image;
  bool in_toc = true;
};

}  // namespace earshot::model
