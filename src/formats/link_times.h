#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace earshot::formats {

/// The time that an address leads to: "#t=00:22", "?t=90", "&t=1h2m3s", "#t=10,20", "&start=75".
/// Nothing where it names none.
std::optional<TimeSpan> time_of_link(std::string_view url);

/// The address without the time, to tell links into one recording from others.
std::string_view base_of_link(std::string_view url);

}  // namespace earshot::formats
