#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "search/documents.h"
#include "search/query.h"

/// The names before a colon, and what stands behind it. Internal to `search`.
namespace earshot::search {

/// What a name before a colon stands for.
struct NamedField {
  FieldSet fields = kAllFields;        ///< where it is a text
  std::optional<Filter::Kind> filter;  ///< else
};

/// In any case; also in the plural.
std::optional<NamedField> find_field(std::string_view name);
/// The field whose name is one edit away; empty where none is, or the name is short.
std::string_view field_like(std::string_view name);

/// The straight quotation mark, and the curved ones that phones put in its place. Length in bytes,
/// 0 where there is none.
std::size_t quote_at(std::string_view text, std::size_t offset);
/// Does a token of a query end here: at white space, a quotation mark, or the end? Parentheses end
/// those that they enclose.
bool ends_token(std::string_view query, std::size_t at);

struct FilterReading {
  Filter filter;
  std::string problem;  ///< a sentence where the value cannot be read
};

/// Reads what stands behind the colon, without quotes.
FilterReading read_filter(Filter::Kind kind, std::string_view text);

/// `title:`; nothing for all fields.
void print_field(FieldSet fields, std::string& out);
/// `after:2025-03`, `show:"slow compile"`.
void print_filter(const Filter& filter, std::string& out);

/// Do the words of `value` (folded, one space between) stand in `name` one after the other, the
/// last one as a beginning? How shows and speakers are named.
bool is_named(std::string_view name, std::string_view value);

/// Does a document pass? Not for Speaker, which is asked of cues.
bool passes(const Filter& filter, const Facts& facts);

}  // namespace earshot::search
