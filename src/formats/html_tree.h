#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace earshot::formats {

/// Larger HTML is read as text: the tree takes about ten times the bytes of its source, and notes
/// are never this long.
inline constexpr std::size_t kMostHtmlBytes = std::size_t{32} << 20;
/// Elements open at once. The parser looks through all of them at many tags, so this is also the
/// factor that hostile input can slow it down by.
inline constexpr std::size_t kMostHtmlDepth = 512;
/// Attributes of one tag: the parser compares each with each.
inline constexpr std::size_t kMostHtmlAttributes = 256;
/// Copies of open formatting elements ("<b>" over many "<p>") that the standard asks for.
inline constexpr std::size_t kMostHtmlCopies = 200'000;

/// Memory that is given back all at once: the parser's own way of freeing recurses.
class HtmlArena {
 public:
  void* take(std::size_t bytes);

 private:
  std::vector<std::unique_ptr<std::max_align_t[]>> chunks_;
  std::size_t left_ = 0;
  std::byte* next_ = nullptr;
};

/// A text parsed by the rules of HTML. Its nodes point into that text, which must outlive it.
class HtmlTree {
 public:
  /// Nothing where a limit above is passed.
  static std::optional<HtmlTree> parse(std::string_view html);

  /// The element "html".
  const GumboNode* root() const { return root_; }

 private:
  std::unique_ptr<HtmlArena> arena_;
  const GumboNode* root_ = nullptr;
};

/// The value of an element's attribute, references decoded; empty where there is none.
std::string_view attribute(const GumboNode& element, const char* name);

/// Whether one parse of `html` stays inside the limits. Linear.
bool is_tame_html(std::string_view html);

}  // namespace earshot::formats
