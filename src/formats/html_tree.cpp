#include "formats/html_tree.h"

#include <algorithm>
#include <array>
#include <bit>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} * 1024;
/// Counters for elements that HTML does not know, by a hash of their names.
constexpr std::size_t kUnknownCounters = 1024;

/// Elements that never nest in themselves, or hold nothing: the parser ends them by itself.
bool ends_by_itself(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_TRACK:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_PARAM:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_BODY:
      return true;
    default:
      return false;
  }
}

bool is_formatting(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_B:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_I:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_S:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_U:
      return true;
    default:
      return false;
  }
}

bool holds_raw_text(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_TEXTAREA ||
         tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_XMP;
}

/// Walks over the tags without making anything of them.
class Survey {
 public:
  explicit Survey(std::string_view html) : html_(html) {}

  bool is_tame() {
    while (is_tame_) {
      const std::size_t open = html_.find('<', at_);
      if (open == std::string_view::npos || open + 1 >= html_.size()) break;
      at_ = open + 1;
      const char next = html_[at_];
      if (html_.substr(at_).starts_with("!--")) {
        const std::size_t end = html_.find("-->", at_);
        if (end == std::string_view::npos) break;
        at_ = end + 3;
      } else if (next == '/' || text::is_letter(next)) {
        read_tag(next == '/');
      }
    }
    return is_tame_;
  }

 private:
  void read_tag(bool is_closing) {
    const std::size_t begin = at_ + (is_closing ? 1 : 0);
    std::size_t end = begin;
    while (end < html_.size() && html_[end] != '>' && html_[end] != '/' &&
           !text::is_white(html_[end]))
      ++end;
    const std::string_view name = html_.substr(begin, end - begin);
    at_ = end;
    const bool closes_itself = pass_attributes();
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
    if (ends_by_itself(tag)) {
      copies_ += is_closing ? 0 : formatting_;
      is_tame_ = is_tame_ && copies_ <= kMostHtmlCopies;
      return;
    }
    count(tag, name, is_closing, closes_itself);
    if (!is_closing && holds_raw_text(tag)) pass_raw_text(name);
  }

  void count(GumboTag tag, std::string_view name, bool is_closing, bool closes_itself) {
    std::size_t& open = counter(tag, name);
    if (is_closing) {
      if (open == 0) return;
      --open;
      --depth_;
      if (is_formatting(tag)) --formatting_;
      return;
    }
    // Only foreign elements can close themselves; their names are unknown here.
    if (closes_itself && tag == GUMBO_TAG_UNKNOWN) return;
    ++open;
    ++depth_;
    copies_ += formatting_;
    if (is_formatting(tag)) ++formatting_;
    is_tame_ = is_tame_ && depth_ <= kMostHtmlDepth && copies_ <= kMostHtmlCopies;
  }

  std::size_t& counter(GumboTag tag, std::string_view name) {
    if (tag != GUMBO_TAG_UNKNOWN) return known_[static_cast<std::size_t>(tag)];
    std::uint32_t hash = 0;
    for (const char c : name.substr(0, 64))
      hash = (hash ^ static_cast<unsigned char>(text::to_lower(c))) * 0x01000193U;
    return unknown_[hash % kUnknownCounters];
  }

  /// Goes behind the tag; whether it ends in "/>".
  bool pass_attributes() {
    std::size_t attributes = 0;
    char quote = '\0';
    bool is_between = true;
    while (at_ < html_.size()) {
      const char c = html_[at_++];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '>') {
        is_tame_ = is_tame_ && attributes <= kMostHtmlAttributes;
        return html_[at_ - 2] == '/';
      } else if ((c == '"' || c == '\'') && html_[at_ - 2] == '=') {
        quote = c;
      } else {
        const bool is_gap = text::is_white(c) || c == '/' || c == '"' || c == '\'';
        if (is_between && !is_gap) ++attributes;
        is_between = is_gap;
      }
    }
    is_tame_ = is_tame_ && attributes <= kMostHtmlAttributes;
    return false;
  }

  void pass_raw_text(std::string_view name) {
    while (true) {
      const std::size_t end = html_.find("</", at_);
      if (end == std::string_view::npos) {
        at_ = html_.size();
        return;
      }
      at_ = end + 2;
      if (text::starts_with_no_case(html_.substr(at_), name)) {
        at_ = end;
        return;
      }
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t formatting_ = 0;
  std::size_t copies_ = 0;
  bool is_tame_ = true;
  std::array<std::size_t, GUMBO_TAG_LAST + 1> known_{};
  std::array<std::size_t, kUnknownCounters> unknown_{};
};

void* take_from_arena(void* arena, std::size_t bytes) {
  return static_cast<HtmlArena*>(arena)->take(bytes);
}

void keep_in_arena(void* /*arena*/, void* /*memory*/) {}

}  // namespace

void* HtmlArena::take(std::size_t bytes) {
  constexpr std::size_t kAlign = alignof(std::max_align_t);
  bytes = (std::max<std::size_t>(bytes, 1) + kAlign - 1) / kAlign * kAlign;
  if (bytes > left_) {
    const std::size_t chunk = std::max(bytes, kChunkBytes);
    chunks_.push_back(std::make_unique_for_overwrite<std::max_align_t[]>(
        (chunk + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t)));
    auto* begin = std::bit_cast<std::byte*>(chunks_.back().get());
    // A large piece has a chunk of its own, and the last one goes on.
    if (bytes >= kChunkBytes) return begin;
    next_ = begin;
    left_ = chunk;
  }
  void* memory = next_;
  next_ += bytes;
  left_ -= bytes;
  return memory;
}

std::optional<HtmlTree> HtmlTree::parse(std::string_view html) {
  if (html.size() > kMostHtmlBytes || !is_tame_html(html)) return std::nullopt;
  HtmlTree tree;
  tree.arena_ = std::make_unique<HtmlArena>();
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = take_from_arena;
  options.deallocator = keep_in_arena;
  options.userdata = tree.arena_.get();
  options.max_errors = 0;
  const GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  tree.root_ = output->root;
  return tree;
}

std::string_view attribute(const GumboNode& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.v.element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view(found->value);
}

bool is_tame_html(std::string_view html) {
  return Survey(html).is_tame();
}

}  // namespace earshot::formats
