#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/library.h"
#include "search/query.h"
#include "search/search.h"

namespace earshot::app {

/// Chapters are often read from the notes: then a line and its chapter are one thing, found twice.
struct SameLine {
  std::uint32_t chapter = 0, notes = 0;  ///< numbers in the hits
};

/// The hits in an episode's notes that only repeat what its chapters have: every line that was
/// found there is a chapter that was found as well, by its time or its words. Ascending by `notes`,
/// each once. `hits` are those of one episode. Reads the passages of notes and chapters among them,
/// where there are both.
std::vector<SameLine> same_lines(const Library& library, const search::Query& query,
                                 std::span<const search::Hit> hits);

}  // namespace earshot::app
