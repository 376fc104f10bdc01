#include <algorithm>

#include "formats/notes_builder.h"
#include "formats/outline_marker.h"
#include "text/numerals.h"
#include "text/scanner.h"

// Markdown and HTML say how their lists nest; outlines only indent. Here the items of outlines, and
// lines that times made items, get the containers that a writer of HTML needs.

namespace earshot::formats {
namespace {

using model::Block;
using model::BlockKind;
using model::Container;
using model::ContainerKind;

class ListMaker {
 public:
  explicit ListMaker(model::Notes& notes) : notes_(notes) {}

  void make() {
    const std::size_t own = notes_.containers.size();
    is_begun_.assign(own, false);
    for (Block& block : notes_.blocks) {
      const std::int32_t base = block.container;
      const bool is_in_item = base >= 0 && container(base).kind == ContainerKind::Item;
      if (is_in_item && block.kind == BlockKind::Item &&
          !is_begun_[static_cast<std::size_t>(base)]) {
        is_begun_[static_cast<std::size_t>(base)] = true;
        open_.clear();
      } else if (block.kind == BlockKind::Item) {
        place_item(block);
      } else if (block.kind == BlockKind::Paragraph && block.level > 0 && !open_.empty() &&
                 open_.back().base == base) {
        place_paragraph(block);
      } else {
        open_.clear();
      }
    }
  }

 private:
  struct Open {
    int level;
    std::int32_t base;  ///< the container that the list stands in by itself
    std::int32_t list;
    std::int32_t item;
  };

  Container& container(std::int32_t number) {
    return notes_.containers[static_cast<std::size_t>(number)];
  }

  std::int32_t add(Container made, std::int32_t parent) {
    made.parent = parent;
    notes_.containers.push_back(made);
    return static_cast<std::int32_t>(notes_.containers.size() - 1);
  }

  static Container list_for(std::string_view marker) {
    Container list;
    const bool has_bracket = marker.starts_with('(');
    const std::optional<Marker> found = find_marker(std::string(marker) + " x", false);
    if (!found || found->readings.empty()) return list;
    const Marker::Reading& reading = found->readings.front();
    const MarkerKind kind = reading.style.kind;
    if (kind == MarkerKind::Bullet || (marker.ends_with(' ') && !has_bracket)) return list;
    list.is_ordered = true;
    if (kind == MarkerKind::Roman) list.numbering = reading.style.is_upper ? 'I' : 'i';
    if (kind == MarkerKind::Letter) list.numbering = reading.style.is_upper ? 'A' : 'a';
    list.start = static_cast<std::uint32_t>(std::max(reading.value, 0));
    return list;
  }

  void place_item(Block& block) {
    const std::int32_t base = block.container;
    while (!open_.empty() && (open_.back().base != base || open_.back().level > block.level))
      open_.pop_back();
    Container list = list_for(block.marker);
    if (!open_.empty() && open_.back().level == block.level) {
      // "I." and "C." may be letters as well: only the kind of list ends it.
      if (container(open_.back().list).is_ordered == list.is_ordered) {
        open_.back().item = add({.kind = ContainerKind::Item}, open_.back().list);
        block.container = open_.back().item;
        return;
      }
      open_.pop_back();
    }
    if (open_.size() >= NotesBuilder::kMostContainers) open_.pop_back();
    const std::int32_t parent = open_.empty() ? base : open_.back().item;
    const std::int32_t list_number = add(list, parent);
    const std::int32_t item = add({.kind = ContainerKind::Item}, list_number);
    open_.push_back({.level = block.level, .base = base, .list = list_number, .item = item});
    block.container = item;
  }

  void place_paragraph(Block& block) {
    while (open_.size() > 1 && open_.back().level > block.level)
      open_.pop_back();
    container(open_.back().list).is_tight = false;
    block.container = open_.back().item;
  }

  model::Notes& notes_;
  std::vector<bool> is_begun_;
  std::vector<Open> open_;
};

}  // namespace

void give_containers(model::Notes& notes) {
  ListMaker(notes).make();
}

}  // namespace earshot::formats
