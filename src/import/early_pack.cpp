// Episodes that are shown before their pack is finished.
#include <utility>

#include "import/importer_state.h"
#include "library/grouping.h"

namespace earshot::import {

/// Puts into the early pack what waits for more files of its episode, as it would be without them.
/// Only episodes with a transcript that a list tells of: these keep their id when more comes.
void Importer::State::show_waiting() {
  complete.for_each_held([this](Draft& held) {
    if (held.is_shown) return;
    Draft draft = held;
    const Draft* listed = draft.told ? shelf.listed(*draft.told) : nullptr;
    if (listed != nullptr) join_listed(draft, {*listed, library::kSameTitle});
    order_texts(draft);
    fill_duration(draft);
    const Id id = told_id(draft);
    if (ids.contains(id)) return;  // it will have another one
    draft.files.front().reason = {};
    early.add(draft, id, told_shows);
    held.is_shown = true;
  });
}

std::optional<std::vector<std::byte>> Importer::take_early_pack() {
  if (state_->options.makes_early_packs) state_->show_waiting();
  if (state_->early.empty()) return std::nullopt;
  return std::exchange(state_->early, PackBuilder()).finish();
}

}  // namespace earshot::import
