#pragma once

#include <string>

namespace earshot::web {

/// Keeps `text` until the next answer and gives its address; `earshot_answer_size` tells its size.
/// JavaScript reads it before its next call.
const char* answer(std::string text);

}  // namespace earshot::web
