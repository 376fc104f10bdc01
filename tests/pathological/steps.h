#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "model/episode.h"

// Counts the work of reading something in steps, which are the same on every machine and under any
// load.

namespace earshot::formats {

/// Steps that the readers, and the libraries below them, take while `work` runs. A step is an edge
/// of control flow taken, or sixteen bytes that the C library searched, compared, moved or set.
std::uint64_t count_steps(const std::function<void()>& work);

/// n of the tables: 5,000, or 50,000 in the slow tier.
std::size_t many();

/// Expects that work which took `once` steps for n takes about twice as many, `twice`, for 2n.
void expect_about_double(std::uint64_t once, std::uint64_t twice);

/// Very many of one part: `head`, `times` x `part`, `tail`. A byte 1 in `part` becomes the number
/// of its repetition, so that no two are the same.
struct Many {
  std::string_view part;
  std::string_view head = {};
  std::string_view tail = {};

  std::string text(std::size_t times) const;
};

/// Expects that twice as many are about twice the work to read as `format`, and that the readers'
/// promises hold (parsing.h).
void expect_linear(model::Format format, const Many& many);

}  // namespace earshot::formats
