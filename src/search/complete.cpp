#include "search/complete.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/budget.h"
#include "search/counted.h"
#include "search/filters.h"
#include "search/index_access.h"
#include "text/characters.h"
#include "text/elision.h"
#include "text/folded_words.h"
#include "text/language_tag.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// Names with the number of documents that have them.
using Names = std::map<std::string, std::uint64_t, std::less<>>;

struct Token {
  Range typed_in_query;       // up to the caret
  std::uint32_t end = 0;      // of the whole token, in the query
  bool is_in_quotes = false;  // of a value: `speaker:"anna b`
  bool is_expression = false;
};

bool is_parenthesis(char c) {
  return c == '(' || c == ')';
}

/// Behind the expression that begins at `at` and ends before the caret; `at` where the slashes are
/// a path's; nothing where the caret is in it.
std::optional<std::size_t> behind_expression(std::string_view query, std::size_t at,
                                             std::size_t caret) {
  if (at + 1 < caret && text::white_at(query, at + 1) > 0) return at;
  std::size_t end = at + 1;
  while (end < caret && query[end] != '/')
    end += query[end] == '\\' ? 2 : 1;
  if (end >= caret) return std::nullopt;
  const std::size_t behind = end + 1;
  return ends_token(query, behind) || is_parenthesis(query[behind]) ? behind : at;
}

/// Where the token goes on to behind the caret: what of it stands there goes as well. A name of a
/// field leaves its value, unless the caret is at that.
std::size_t token_end(std::string_view query, std::size_t caret, bool in_quotes) {
  std::size_t end = caret;
  if (!in_quotes && caret > 0 && query[caret - 1] == ':') {
    end += quote_at(query, caret);
    in_quotes = end > caret;
  }
  for (std::size_t at = end; in_quotes && at < query.size(); ++at) {
    if (const std::size_t quote = quote_at(query, at); quote > 0) return at + quote;
  }
  while (!ends_token(query, end) && !is_parenthesis(query[end])) {
    if (query[end++] == ':') break;
  }
  return end;
}

/// The token at the caret, with a quote that a field opened.
Token token_at(std::string_view query, std::size_t caret) {
  bool in_quotes = false;
  bool is_expression = false;
  std::size_t begin = 0;
  std::size_t bytes = 0;
  for (std::size_t at = 0; at < caret; at += bytes) {
    const char c = query[at];
    const std::size_t quote = quote_at(query, at);
    const std::size_t white = text::white_at(query, at);
    bytes = std::max<std::size_t>({quote, white, 1});
    if (quote > 0) {
      // A quote behind a colon belongs to its field; another begins a token.
      if (!in_quotes && (at == 0 || query[at - 1] != ':')) begin = at;
      in_quotes = !in_quotes;
    } else if (!in_quotes && (white > 0 || is_parenthesis(c) || (c == '-' && at == begin))) {
      begin = at + bytes;
    } else if (!in_quotes && c == '/' && (at == begin || query[at - 1] == ':')) {
      const auto behind = behind_expression(query, at, caret);
      is_expression = !behind;
      if (is_expression) break;
      if (*behind > at) bytes = *behind - at;
    }
  }
  begin = std::min(begin, caret);
  return {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(caret)},
          static_cast<std::uint32_t>(token_end(query, caret, in_quotes)),
          in_quotes,
          is_expression};
}

/// The name with spaces for quotation marks, which would end what is put into quotes.
std::string without_quotes(std::string_view name) {
  std::string out;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t quote = quote_at(name, at);
    const char c = quote > 0 ? ' ' : name[at];
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    at += std::max<std::size_t>(quote, 1);
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

/// The names as a query can have them: so that they are read as what they are.
Names written(const Names& names, Filter::Kind filter) {
  Names out;
  for (const auto& [name, count] : names) {
    std::string text = without_quotes(name);
    const FilterReading read = read_filter(filter, text);
    if (read.problem.empty() && read.filter == read_filter(filter, name).filter)
      out[std::move(text)] += count;
  }
  return out;
}

/// The languages that these tags name, of those that the value begins or is: as `lang:` reads it.
Names languages(const Names& tags, std::string_view value) {
  const FilterReading read = read_filter(Filter::Kind::Language, value);
  Names out;
  for (const auto& [tag, count] : tags) {
    Facts facts;
    facts.language = tag;
    std::string name = text::language_tag(tag);
    if (text::starts_with_no_case(name, value) ||
        (read.problem.empty() && passes(read.filter, facts)))
      out[std::move(name)] += count;
  }
  return out;
}

/// Is the value read as a whole where it stands without quotation marks?
bool is_one_token(std::string_view value) {
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (is_parenthesis(value[at]) || ends_token(value, at)) return false;
  }
  return true;
}

class Completion {
 public:
  Completion(std::span<const Index* const> indexes, const Documents* documents, std::size_t limit)
      : indexes_(indexes), documents_(documents), limit_(limit) {}

  std::vector<Suggestion> complete(std::string_view token, bool is_in_quotes) {
    const std::size_t colon = token.find(':');
    if (colon != std::string_view::npos) {
      const auto field = find_field(token.substr(0, colon));
      if (field && field->filter) {
        std::string_view value = token.substr(colon + 1);
        value.remove_prefix(quote_at(value, 0));
        add_values(*field->filter, token.substr(0, colon + 1), value);
        return take();
      }
      if (!field || is_in_quotes) return {};
      add_words(token.substr(colon + 1), token.substr(0, colon + 1));
      return take();
    }
    if (token.empty() || is_in_quotes || token.starts_with('/')) return {};
    add_fields(token);
    add_words(token, {});
    return take();
  }

 private:
  std::vector<Suggestion> take() {
    if (items_.size() > limit_) items_.resize(limit_);
    return std::move(items_);
  }

  void add_fields(std::string_view beginning) {
    for (const FieldName& field : field_names()) {
      if (!text::starts_with_no_case(field.name, beginning)) continue;
      items_.push_back(
          {Suggestion::Kind::Field, std::string(field.name) + ':', std::string(field.meaning), 0});
    }
  }

  void add_words(std::string_view typed, std::string_view field) {
    const std::size_t elided = text::elided_at_begin(typed).end;
    const std::string before = std::string(field) + std::string(typed.substr(0, elided));
    const std::string beginning = text::folded(typed.substr(elided));
    if (beginning.empty() || text::is_single_character_word(beginning)) return;
    add_commonest(beginning, before);
  }

  /// All words that begin so, in the order of their bytes in all dictionaries side by side: of each
  /// it is known at once how many passages have it, and only the best so far are kept.
  void add_commonest(std::string_view beginning, std::string_view before) {
    struct Place {
      const Index* index;
      DictionaryCursor term;
      bool is_in(std::string_view beginning) const {
        return term.valid() && term.term().starts_with(beginning);
      }
    };
    std::vector<Place> places;
    for (const Index* const index : indexes_) {
      Place place{index, DictionaryCursor(*index, beginning)};
      if (place.is_in(beginning)) places.push_back(std::move(place));
    }
    const auto is_later = [&](std::size_t a, std::size_t b) {
      return places[a].term.term() > places[b].term.term();
    };
    std::vector<std::size_t> next;  // a heap of places, the first term on top
    for (std::size_t place = 0; place < places.size(); ++place)
      next.push_back(place);
    std::ranges::make_heap(next, is_later);
    const std::size_t room = limit_ - std::min(limit_, items_.size());
    std::vector<std::pair<std::string, std::uint64_t>> best;  // commonest first
    std::vector<std::size_t> here;                            // where the term stands
    std::string term;
    Budget budget(kMaxCompletionTerms);
    while (!next.empty() && room > 0 && !budget.exhausted()) {
      term = places[next.front()].term.term();
      std::uint64_t most = 0;  // with the passages that do not count
      here.clear();
      while (!next.empty() && places[next.front()].term.term() == term) {
        std::ranges::pop_heap(next, is_later);
        here.push_back(next.back());
        next.pop_back();
        most += places[here.back()].term.info().passages;
      }
      budget.spend(here.size());
      // Those that do not count are looked for only where that can matter.
      if (best.size() < room || most > best.back().second) {
        std::uint64_t passages = 0;
        for (const std::size_t place : here)
          passages += counted_passages(*places[place].index, places[place].term.info());
        // Of equally common ones the first stays.
        const auto at = std::ranges::find_if(
            best, [passages](const auto& other) { return other.second < passages; });
        if (passages > 0 && (at != best.end() || best.size() < room)) {
          best.emplace(at, term, passages);
          if (best.size() > room) best.pop_back();
        }
      }
      for (const std::size_t place : here) {
        places[place].term.next();
        if (!places[place].is_in(beginning)) continue;
        next.push_back(place);
        std::ranges::push_heap(next, is_later);
      }
    }
    for (auto& [word, passages] : best)
      items_.push_back({Suggestion::Kind::Word, std::string(before) + word, {}, passages});
  }

  /// The names, commonest first, each behind what stands before it.
  void add_names(const Names& names, Suggestion::Kind kind, std::string_view before) {
    std::vector<std::pair<std::string_view, std::uint64_t>> sorted(names.begin(), names.end());
    const std::size_t room = limit_ - std::min(limit_, items_.size());
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(std::min(room, sorted.size()));
    std::ranges::partial_sort(sorted, end, [](const auto& a, const auto& b) {
      return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    for (auto name = sorted.begin(); name != end; ++name) {
      std::string text(before);
      const bool is_quoted = !is_one_token(name->first);
      if (is_quoted) text += '"';
      text += name->first;
      if (is_quoted) text += '"';
      items_.push_back({kind, std::move(text), {}, name->second});
    }
  }

  void add_values(Filter::Kind filter, std::string_view before, std::string_view value) {
    if (filter == Filter::Kind::Has) {
      for (int i = 0; i < kHasCount; ++i) {
        const std::string_view own = name(static_cast<Has>(i));
        if (!text::starts_with_no_case(own, value)) continue;
        items_.push_back({Suggestion::Kind::Value, std::string(before) + std::string(own), {}, 0});
      }
      return;
    }
    if (documents_ == nullptr) return;
    const std::string beginning = text::folded_words(value);
    Names names;
    std::uint32_t asked = 0;
    for (std::uint32_t i = 0; i < indexes_.size(); ++i) {
      for (std::uint32_t d = 0;
           d < indexes_[i]->document_count() && asked < kMaxCompletionDocuments; ++d) {
        const format::DocumentRecord document = IndexAccess::document(*indexes_[i], d);
        // Without a passage nothing is found in it.
        if (document.first_passage >= IndexAccess::passages_end(*indexes_[i], d)) continue;
        if (is_left_out(*indexes_[i], document.first_passage)) continue;
        add_values_of(filter, i, document.document, beginning, names);
        ++asked;
      }
    }
    add_names(filter == Filter::Kind::Language ? languages(names, value) : written(names, filter),
              filter == Filter::Kind::Speaker ? Suggestion::Kind::Speaker
              : filter == Filter::Kind::Show  ? Suggestion::Kind::Show
                                              : Suggestion::Kind::Language,
              before);
  }

  void add_values_of(Filter::Kind filter, std::uint32_t index, std::uint32_t document,
                     const std::string& beginning, Names& names) {
    const auto add = [&](std::string_view name) {
      if (beginning.empty() || is_named(name, beginning)) ++names[std::string(name)];
    };
    if (filter == Filter::Kind::Speaker) {
      const std::uint32_t count = documents_->speaker_count(index, document);
      for (std::uint32_t s = 0; s < count; ++s)
        add(documents_->speaker(index, document, s));
    } else if (filter == Filter::Kind::Show) {
      add(documents_->facts(index, document).show);
    } else if (filter == Filter::Kind::Language) {
      const std::string_view tag = documents_->facts(index, document).language;
      if (!tag.empty()) ++names[std::string(tag)];
    }
  }

  std::span<const Index* const> indexes_;
  const Documents* documents_;
  std::size_t limit_;
  std::vector<Suggestion> items_;
};

}  // namespace

Suggestions complete(std::span<const Index* const> indexes, const Documents* documents,
                     std::string_view query, std::uint32_t caret_in_query, std::size_t limit) {
  Suggestions suggestions;
  if (query.size() > kMaxQueryBytes) return suggestions;
  const std::size_t caret = std::min<std::size_t>(caret_in_query, query.size());
  const Token token = token_at(query, caret);
  suggestions.range_in_query = {token.typed_in_query.begin, token.end};
  if (token.is_expression) return suggestions;
  suggestions.items = Completion(indexes, documents, limit)
                          .complete(slice(query, token.typed_in_query), token.is_in_quotes);
  return suggestions;
}

}  // namespace earshot::search
