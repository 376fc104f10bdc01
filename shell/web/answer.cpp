#include "shell/web/answer.h"

#include <cstdint>
#include <utility>

#include "shell/web/export.h"

namespace earshot::web {
namespace {

std::string& last_answer() {
  static std::string text;
  return text;
}

}  // namespace

const char* answer(std::string text) {
  last_answer() = std::move(text);
  return last_answer().data();
}

}  // namespace earshot::web

EARSHOT_EXPORT std::uint32_t earshot_answer_size() {
  return static_cast<std::uint32_t>(earshot::web::last_answer().size());
}
