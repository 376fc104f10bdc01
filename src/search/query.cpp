#include "search/query.h"

#include <algorithm>
#include <utility>

#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// The straight quotation mark, and the curved ones that phones put in its place. Length in bytes,
/// 0 where there is none.
std::size_t quote_at(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(offset);
  if (rest.starts_with('"')) return 1;
  for (const std::string_view curved : {"\u201C", "\u201D", "\u201E", "\u201F"}) {
    if (rest.starts_with(curved)) return curved.size();
  }
  return 0;
}

class Parser {
 public:
  Parser(std::string_view text, bool last_word_is_prefix)
      : text_(text), last_word_is_prefix_(last_word_is_prefix) {}

  Query parse() {
    while (skip_white(), at_ < text_.size()) {
      if (query_.clauses.size() == kMaxClauses) {
        fault({offset(at_), offset(text_.size())}, "This is more than a search can take at once.");
        break;
      }
      parse_clause();
    }
    if (!query_.clauses.empty() && query_.empty()) {
      fault({0, offset(text_.size())}, "Say also what to find, not only what to leave out.");
    }
    return std::move(query_);
  }

 private:
  static std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

  void fault(Range range_in_query, std::string_view message) {
    query_.faults.push_back({range_in_query, std::string(message)});
  }

  void skip_white() {
    while (at_ < text_.size()) {
      const std::size_t white = text::white_at(text_, at_);
      if (white == 0) return;
      at_ += white;
    }
  }

  bool ends_token() const {
    return at_ >= text_.size() || text::white_at(text_, at_) > 0 || quote_at(text_, at_) > 0;
  }

  void parse_clause() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] == '-')
      ++at_;
    const bool is_negated = at_ > begin;
    if (is_negated && (at_ == text_.size() || text::white_at(text_, at_) > 0)) {
      fault({offset(begin), offset(at_)}, "A minus leaves out the word that follows it at once.");
      return;
    }
    if (const std::size_t quote = quote_at(text_, at_); quote > 0) {
      at_ += quote;
      const std::size_t content = at_;
      while (at_ < text_.size() && quote_at(text_, at_) == 0)
        ++at_;
      const std::size_t content_end = at_;
      const bool is_closed = at_ < text_.size();
      if (is_closed) at_ += quote_at(text_, at_);
      add_clause({offset(begin), offset(at_)}, {offset(content), offset(content_end)}, is_negated,
                 !is_closed);
      return;
    }
    const std::size_t content = at_;
    while (!ends_token())
      ++at_;
    const Range content_in_query = {offset(content), offset(at_)};
    const bool added =
        add_clause({offset(begin), offset(at_)}, content_in_query, is_negated, at_ == text_.size());
    if (!added) fault({offset(begin), offset(at_)}, "There is no letter or digit here to find.");
  }

  /// `is_open`: nothing follows the content. False where it holds no word.
  bool add_clause(Range range_in_query, Range content_in_query, bool is_negated, bool is_open) {
    Clause clause;
    clause.negated = is_negated;
    clause.range_in_query = range_in_query;
    std::uint32_t words_end = 0;  // in the content
    const std::string_view content = slice(text_, content_in_query);
    for (const text::Word word : text::words(content)) {
      std::string term = text::folded(slice(content, word));
      if (term.empty()) continue;
      clause.terms.push_back(std::move(term));
      words_end = word.end;
    }
    if (clause.terms.empty()) return false;
    const std::string_view rest = content.substr(words_end);
    const bool is_typing = last_word_is_prefix_ && is_open && rest.empty() && !is_negated;
    const bool is_prefix = rest.starts_with('*') || is_typing;
    if (clause.terms.size() > 1) {
      clause.kind = Clause::Kind::Phrase;
      clause.last_is_prefix = is_prefix;
    } else {
      clause.kind = is_prefix ? Clause::Kind::Prefix : Clause::Kind::Word;
    }
    query_.clauses.push_back(std::move(clause));
    return true;
  }

  std::string_view text_;
  bool last_word_is_prefix_;
  std::size_t at_ = 0;
  Query query_;
};

}  // namespace

bool Query::empty() const {
  return std::ranges::all_of(clauses, [](const Clause& clause) { return clause.negated; });
}

std::string Query::print() const {
  std::string out;
  for (const Clause& clause : clauses) {
    if (!out.empty()) out += ' ';
    if (clause.negated) out += '-';
    const bool is_phrase = clause.kind == Clause::Kind::Phrase;
    if (is_phrase) out += '"';
    for (std::size_t i = 0; i < clause.terms.size(); ++i) {
      if (i > 0) out += ' ';
      out += clause.terms[i];
    }
    if (clause.kind == Clause::Kind::Prefix || (is_phrase && clause.last_is_prefix)) out += '*';
    if (is_phrase) out += '"';
  }
  return out;
}

Query parse_query(std::string_view text, bool last_word_is_prefix) {
  if (text.size() <= kMaxQueryBytes) return Parser(text, last_word_is_prefix).parse();
  std::size_t end = kMaxQueryBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
    --end;
  Query query = Parser(text.substr(0, end), false).parse();
  query.faults.push_back(
      {{static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(text.size())},
       "The search is too long; this part is left out."});
  return query;
}

}  // namespace earshot::search
