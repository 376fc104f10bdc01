#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pack/pack.h"
#include "search/index.h"
#include "shell/common/library_store.h"

namespace earshot::cli {

/// A library opened for searching: what a search needs is read and verified when it first needs it.
/// What cannot be opened is left out and named in `errors`.
struct OpenLibrary {
  struct Part {
    shell::StoredPack stored;
    pack::Pack pack;
    search::Index index;
    /// What `index` is of where the pack's own cannot be read: made of its texts.
    std::vector<std::byte> own_index;
    ErrorCode why_made = ErrorCode::Damaged;  ///< then; or OlderVersion, NewerVersion

    bool has_made_index() const { return !own_index.empty(); }
  };
  std::deque<Part> parts;                   ///< oldest first
  std::vector<std::vector<bool>> replaced;  ///< of each part's episodes: a later pack has them anew
  std::vector<Error> errors;

  /// Is this document of an episode that is to be seen?
  bool is_visible(std::uint32_t part, std::uint32_t document) const;
  /// Tells each index which documents are of replaced episodes, so that these do not count.
  void leave_out_replaced();
  /// Makes anew the indexes that a search has found damaged. True where there are such: then the
  /// search has to be done again. Costs the reading and indexing of the packs' texts.
  bool replace_damaged_indexes();
};

/// `path`: a library's folder, or one file of a pack. Fails with: NotFound, CannotRead,
/// NewerVersion, Damaged.
Result<OpenLibrary> open_library(std::string_view path);

/// Says on standard error what could not be opened. The exit code for that.
int complain_of_errors(const OpenLibrary& library);
/// Says on standard error which packs were found damaged, or were searched without their index, up
/// to now. The exit code for that.
int complain_of_damage(const OpenLibrary& library);

struct EpisodePlace {
  std::uint32_t part = 0;
  std::uint32_t episode = 0;
};

/// The episode of that id or title, in the newest pack that has it.
std::optional<EpisodePlace> find_episode(const OpenLibrary& library, std::string_view name);

}  // namespace earshot::cli
