#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

/// Words and numbers as people write them. The one place where English stands apart from labels.
namespace earshot::ui {

std::string short_date(Days days);  ///< "7 Mar 2025"; empty for kNoDate
std::string long_date(Days days);   ///< "7 March 2025"
/// "1 moment", "37 moments", "12,345 moments".
std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural);
std::string grouped(std::uint64_t number);  ///< "12,345"
/// Joins what is not empty by " · ".
std::string joined(std::string_view first, std::string_view second, std::string_view third = {});
std::string_view file_name(std::string_view path);  ///< what stands after the last '/'

}  // namespace earshot::ui
