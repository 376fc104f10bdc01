#include "search/complete.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "search/counted.h"
#include "search/filters.h"
#include "search/index_access.h"
#include "text/characters.h"
#include "text/elision.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// Names with the number of documents that have them.
using Names = std::map<std::string, std::uint64_t, std::less<>>;

struct Token {
  Range range_in_query;
  bool is_in_quotes = false;  // of a value: `speaker:"anna b`
};

/// The token before the caret, with a quote that a field opened.
Token token_before(std::string_view query, std::size_t caret) {
  bool in_quotes = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < caret; ++at) {
    const char c = query[at];
    if (c == '"') {
      // A quote behind a colon belongs to its field; another begins a token.
      if (!in_quotes && (at == 0 || query[at - 1] != ':')) begin = at;
      in_quotes = !in_quotes;
    } else if (!in_quotes && (text::is_white(c) || c == '(' || c == ')')) {
      begin = at + 1;
    }
  }
  while (begin < caret && query[begin] == '-')
    ++begin;
  return {{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(caret)}, in_quotes};
}

std::string folded_text(std::string_view text) {
  std::string out;
  for (const text::Word word : text::words(text)) {
    if (!out.empty()) out += ' ';
    out += text::folded(slice(text, word));
  }
  return out;
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

/// Is the value read as a whole where it stands without quotation marks?
bool is_one_token(std::string_view value) {
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] == '(' || value[at] == ')' || text::white_at(value, at) > 0) return false;
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
        if (value.starts_with('"')) value.remove_prefix(1);
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
    Names words;
    for (const Index* const index : indexes_) {
      std::uint32_t seen = 0;
      for (DictionaryCursor term(*index, beginning);
           term.valid() && term.term().starts_with(beginning) && seen < kMaxCompletionTerms;
           term.next(), ++seen) {
        const std::uint32_t passages = counted_passages(*index, term.info());
        if (passages > 0) words[std::string(term.term())] += passages;
      }
    }
    add_names(words, Suggestion::Kind::Word, before);
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
      const bool is_quoted = kind != Suggestion::Kind::Word && !is_one_token(name->first);
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
    const std::string beginning = folded_text(value);
    Names names;
    std::uint32_t asked = 0;
    for (std::uint32_t i = 0; i < indexes_.size(); ++i) {
      for (std::uint32_t d = 0;
           d < indexes_[i]->document_count() && asked < kMaxCompletionDocuments; ++d, ++asked) {
        const std::uint32_t document = IndexAccess::document(*indexes_[i], d).document;
        add_values_of(filter, i, document, beginning, value, names);
      }
    }
    add_names(filter == Filter::Kind::Language ? names : written(names, filter),
              filter == Filter::Kind::Speaker ? Suggestion::Kind::Speaker
              : filter == Filter::Kind::Show  ? Suggestion::Kind::Show
                                              : Suggestion::Kind::Language,
              before);
  }

  void add_values_of(Filter::Kind filter, std::uint32_t index, std::uint32_t document,
                     const std::string& beginning, std::string_view value, Names& names) {
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
      if (!tag.empty() && text::starts_with_no_case(tag, value)) ++names[std::string(tag)];
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
  const Token token = token_before(query, caret);
  suggestions.range_in_query = token.range_in_query;
  suggestions.items = Completion(indexes, documents, limit)
                          .complete(slice(query, token.range_in_query), token.is_in_quotes);
  return suggestions;
}

}  // namespace earshot::search
