#include "formats/html_elements.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "formats/html_tree.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

std::vector<const GumboNode*> child_elements(const GumboNode& node) {
  std::vector<const GumboNode*> out;
  if (node.type != GUMBO_NODE_ELEMENT) return out;
  const GumboVector& children = node.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type == GUMBO_NODE_ELEMENT) out.push_back(child);
  }
  return out;
}

bool is(const GumboNode& node, GumboTag tag) {
  return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag;
}

bool is_cell(const GumboNode& node) {
  return is(node, GUMBO_TAG_TD) || is(node, GUMBO_TAG_TH);
}

/// Whether a cell holds what does not fit into one line.
bool holds_blocks(const GumboNode& cell) {
  std::size_t paragraphs = 0;
  for (const GumboNode* child : child_elements(cell)) {
    switch (child->v.element.tag) {
      case GUMBO_TAG_P:
      case GUMBO_TAG_DIV:
        if (++paragraphs > 1) return true;
        break;
      case GUMBO_TAG_UL:
      case GUMBO_TAG_OL:
      case GUMBO_TAG_TABLE:
      case GUMBO_TAG_BLOCKQUOTE:
      case GUMBO_TAG_PRE:
      case GUMBO_TAG_H1:
      case GUMBO_TAG_H2:
      case GUMBO_TAG_H3:
      case GUMBO_TAG_H4:
      case GUMBO_TAG_H5:
      case GUMBO_TAG_H6:
        return true;
      default:
        break;
    }
  }
  return false;
}

}  // namespace

bool is_block_element(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LEGEND:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PLAINTEXT:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_XMP:
      return true;
    default:
      return false;
  }
}

bool is_page_furniture(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_NOSCRIPT:
      return true;
    default:
      return false;
  }
}

const GumboNode* content_of_page(const GumboNode* root) {
  const GumboNode* main = nullptr;
  const GumboNode* article = nullptr;
  std::size_t articles = 0;
  std::vector<const GumboNode*> todo = {root};
  while (!todo.empty()) {
    const GumboNode* node = todo.back();
    todo.pop_back();
    if (is(*node, GUMBO_TAG_MAIN) && main == nullptr) main = node;
    if (is(*node, GUMBO_TAG_ARTICLE)) {
      ++articles;
      article = node;
    }
    const std::vector<const GumboNode*> children = child_elements(*node);
    for (std::size_t i = children.size(); i-- > 0;)
      todo.push_back(children[i]);
  }
  if (main != nullptr) return main;
  return articles == 1 ? article : nullptr;
}

bool is_layout_table(const GumboNode& table) {
  std::size_t most_cells = 0;
  std::vector<const GumboNode*> rows;
  for (const GumboNode* part : child_elements(table)) {
    if (is(*part, GUMBO_TAG_TR)) rows.push_back(part);
    for (const GumboNode* row : child_elements(*part)) {
      if (is(*row, GUMBO_TAG_TR)) rows.push_back(row);
    }
  }
  for (const GumboNode* row : rows) {
    std::size_t cells = 0;
    for (const GumboNode* cell : child_elements(*row)) {
      if (!is_cell(*cell)) continue;
      ++cells;
      if (holds_blocks(*cell)) return true;
    }
    most_cells = std::max(most_cells, cells);
  }
  return most_cells <= 1;
}

bool is_head_row(const GumboNode& row) {
  if (row.parent != nullptr && is(*row.parent, GUMBO_TAG_THEAD)) return true;
  const std::vector<const GumboNode*> cells = child_elements(row);
  return !cells.empty() &&
         std::ranges::all_of(cells, [](const GumboNode* cell) { return is(*cell, GUMBO_TAG_TH); });
}

std::string text_of_title(const GumboNode& title) {
  std::string out;
  const GumboVector& children = title.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type == GUMBO_NODE_ELEMENT) continue;
    for (const char c : std::string_view(child->v.text.text)) {
      const bool is_space = text::is_white(c);
      if (is_space && (out.empty() || out.back() == ' ')) continue;
      out += is_space ? ' ' : c;
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string language_of_code(const GumboNode& pre) {
  std::vector<const GumboNode*> nodes = {&pre};
  for (const GumboNode* child : child_elements(pre)) {
    if (is(*child, GUMBO_TAG_CODE)) nodes.push_back(child);
  }
  for (const GumboNode* node : nodes) {
    const std::string_view names = attribute(*node, "class");
    for (const std::string_view prefix : {"language-", "lang-"}) {
      const std::size_t at = names.find(prefix);
      if (at == std::string_view::npos) continue;
      const std::string_view name = names.substr(at + prefix.size());
      return std::string(name.substr(0, name.find(' ')));
    }
  }
  return {};
}

std::string number_text(std::uint32_t number, char numbering) {
  constexpr std::uint32_t kGreatestRoman = 3999;
  const bool is_roman = numbering == 'i' || numbering == 'I';
  std::string out;
  if (is_roman && number > 0 && number <= kGreatestRoman) {
    constexpr std::pair<std::uint32_t, std::string_view> kSigns[] = {
        {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
        {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};
    for (const auto& [value, sign] : kSigns) {
      for (; number >= value; number -= value)
        out += sign;
    }
  } else if ((numbering == 'a' || numbering == 'A') && number > 0) {
    for (; number > 0; number = (number - 1) / 26)
      out += static_cast<char>('a' + (number - 1) % 26);
    std::ranges::reverse(out);
  } else {
    return std::to_string(number);
  }
  if (numbering == 'I' || numbering == 'A') {
    std::ranges::transform(
        out, out.begin(), [](char c) { return text::is_lower(c) ? static_cast<char>(c - 32) : c; });
  }
  return out;
}

}  // namespace earshot::formats
