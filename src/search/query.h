#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "search/index.h"

namespace earshot::search {

/// Fields as a set: bit `1 << field`.
using FieldSet = std::uint8_t;
inline constexpr FieldSet kAllFields = (1U << kFieldCount) - 1;
constexpr FieldSet field_bit(Field field) {
  return static_cast<FieldSet>(1U << static_cast<unsigned>(field));
}

/// A word of the dictionary that a query's word also finds, put there by `expand`.
struct OtherForm {
  enum class Kind : std::uint8_t { Stem, Typo };
  std::string term;
  Kind kind = Kind::Stem;
  std::uint32_t languages = UINT32_MAX;  ///< Stem: only in documents of these (`language_bit`)
  TermInfo known = {};                   ///< in the index `Slot::known_in`; may be without passages
};

/// The name of a word's stem in a language, under which indexes list the words that share it.
struct StemName {
  std::uint32_t language = 0;  ///< a bit
  std::uint64_t hash = 0;
};

/// One word of a query.
struct Slot {
  enum class Kind : std::uint8_t {
    Exact,   ///< `"caches"`: this word alone
    Forms,   ///< `caches`: and other forms of it
    Open,    ///< `cach...`, still being typed: a beginning, or a form of the whole word
    Prefix,  ///< `cach*`
    Glob,    ///< `c*che`
  };
  Kind kind = Kind::Exact;
  std::string text;             ///< folded; of a Glob with its stars
  std::vector<OtherForm> also;  ///< ascending by term; of Forms and Open, after `expand`
  /// After `expand`, where `also` has all words of these stems and no other stems.
  std::vector<StemName> stems = {};
  /// What `expand` found on its way in one index, so that `search` need not look again: where the
  /// word and those of `also` stand, and how many passages have any word of their stem (0: not
  /// known). Of the index with this `Index::id()`; 0: none.
  std::uint64_t known_in = 0;
  TermInfo known = {};
  std::uint32_t known_passages_of_stem = 0;
  bool operator==(const Slot& other) const { return kind == other.kind && text == other.text; }
};

/// What an episode, a document or a cue must be.
struct Filter {
  enum class Kind : std::uint8_t { Show, Language, Before, After, Longer, Shorter, Has, Speaker };
  Kind kind = Kind::Show;
  std::string value;        ///< as printed: folded words, a date, a duration, a name
  std::int64_t number = 0;  ///< Days of a date, milliseconds of a duration, a `Has` value
  bool operator==(const Filter&) const = default;
};

/// The values of `has:`.
enum class Has : std::uint8_t { Transcript, Notes, Chapters, Audio, Speakers, Times, Links };
inline constexpr int kHasCount = 7;

/// How near the operands of a Near stand: from the last word of one to the first of the next, in
/// words (neighbours are 1 apart), or between the beginnings of their cues, in seconds.
struct Distance {
  enum class Unit : std::uint8_t { Words, Seconds };
  Unit unit = Unit::Words;
  std::uint32_t limit = 0;
  bool is_ordered = false;  ///< the operands stand in the order in which they are written
  bool operator==(const Distance&) const = default;
};

/// A part of a query. What `parse_query` gives holds this: And, Or and Near have two children or
/// more (the root may have fewer), Not has one; no And stands directly in an And (but for one with
/// speakers of its own), no Or in an Or,
/// no Not in a Not or an Or; an And has a child that is no Not (the root: or none at all); the
/// children of a Near are Words or Ors of Words.
struct Node {
  enum class Kind : std::uint8_t { And, Or, Not, Near, Words, Regex, Filter };
  Kind kind = Kind::And;
  Range range_in_query;
  std::vector<Node> children;
  std::vector<Slot> slots;       ///< Words: one, or a phrase of several
  FieldSet fields = kAllFields;  ///< Words, Regex: the texts that count
  std::string pattern;           ///< Regex: what stands between the slashes
  Distance distance;             ///< Near
  Filter filter;                 ///< Filter

  /// Equal but for the ranges, and for what `expand` adds.
  bool operator==(const Node& other) const;
};

/// A faulty part of a query: named, and left out of the search or read as the message says.
struct QueryFault {
  Range range_in_query;
  std::string message;
};

/// A word that stood nowhere (or next to nowhere) and was taken for others.
struct Correction {
  Range range_in_query;
  std::string word;                ///< folded
  std::vector<std::string> meant;  ///< nearest first, then commonest; at most kMaxMeant
  bool is_somewhere = false;       ///< it, or a form of it, stands in a passage or two
};
inline constexpr std::size_t kMaxMeant = 3;

/// What a search may spend. Where one runs out, what is found is right but not all.
enum class Limit : std::uint8_t {
  Steps,        ///< SearchOptions::budget_steps
  Expressions,  ///< SearchOptions::expression_steps
  Forms,        ///< other forms of a word: kMaxForms
  Slips,        ///< words looked at for those that are a slip away: ExpandOptions::slip_steps
};
inline constexpr int kLimitCount = 4;
/// "steps", "forms".
std::string_view name(Limit limit);
constexpr std::uint32_t limit_bit(Limit limit) {
  return 1U << static_cast<unsigned>(limit);
}

struct Query {
  Node root;  ///< an And
  std::vector<QueryFault> faults;
  std::vector<Correction> corrections;  ///< after `expand`
  std::uint32_t limits = 0;             ///< bits of those that ran out in `expand`

  /// Nothing to search for: no part, or only such as leave out.
  bool empty() const;
  /// The query as understood: `slow "cache miss" (link* OR title:elf) -gold`. Parsed again it gives
  /// the same tree.
  std::string print() const;
};

/// Longest query read, in bytes; longer is cut with a fault.
inline constexpr std::size_t kMaxQueryBytes = 1024;
/// Words, phrases, expressions and filters read; more are left out with a fault.
inline constexpr std::size_t kMaxClauses = 32;
/// Parentheses in parentheses; deeper ones are passed over with a fault. Bounds every recursion.
inline constexpr int kMaxDepth = 12;
/// Widest NEAR: an hour, a chapter's worth of words.
inline constexpr std::uint32_t kMaxNearSeconds = 3600;
inline constexpr std::uint32_t kMaxNearWords = 1000;
inline constexpr std::uint32_t kDefaultNearWords = 10;  ///< of a NEAR that names no distance

/// What becomes of a part that wants more behind it where the text ends.
enum class Unfinished : std::uint8_t {
  Passed,  ///< it is still being typed, and no fault yet
  Named,   ///< the text is all there is: a fault
};

/// Reads what a person typed:
///
///     word  "a phrase"  beginning*  w*ldcard  -not  (a OR b)  /reg.?exp?/
///     a NEAR/30s b  a NEAR/5w b  a ONEAR/30s b (in this order)
///     title: notes: transcript: chapter:            before a word, phrase, expression or group
///     speaker: show: lang: before: after: longer: shorter: has:
///
/// Filters without words list episodes; `lang:` is of each text beside words, and then of the
/// episodes that have such a text.
///
/// NEAR binds closest, then OR, then the space, which wants all parts. Words are folded; without
/// quotes they also find their other forms (`expand`). Several words without a space between them
/// (`foo-bar`, most of Han, kana and Hangul) are a phrase; of what is elided before a word
/// (`l'école`) this phrase or the word alone is wanted. A missing closing quote or parenthesis is
/// added. A name before a colon that is no field's is a fault and left out with what follows it,
/// but for times, addresses, headings and the like, which are words.
///
/// `last_word_is_prefix`: the last word, if nothing follows it and it is not excluded, also finds
/// the words that begin with it, as is wanted while typing; it is printed with an ellipsis.
/// `unfinished`: where something is wanted behind the end (`cache OR`, `speaker:`).
///
/// Linear in the text, but for regular expressions, which are tried out (`Pattern`).
Query parse_query(std::string_view text, bool last_word_is_prefix,
                  Unfinished unfinished = Unfinished::Passed);

/// "title", "speaker": the names before a colon, in the order in which help lists them.
struct FieldName {
  std::string_view name;
  std::string_view meaning;  ///< a few words for a list of suggestions
};
std::vector<FieldName> field_names();
/// What one can type, for help: an example and what it finds, shortest first.
struct GrammarLine {
  std::string_view example;
  std::string_view meaning;
};
std::span<const GrammarLine> grammar_lines();
/// "transcript", "notes": the values of `has:`, by number.
std::string_view name(Has what);

}  // namespace earshot::search
