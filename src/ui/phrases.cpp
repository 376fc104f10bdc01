#include "ui/phrases.h"

namespace earshot::ui {

std::string joined(std::string_view first, std::string_view second, std::string_view third) {
  std::string text;
  for (const std::string_view part : {first, second, third}) {
    if (part.empty()) continue;
    if (!text.empty()) text += " \u00b7 ";
    text += part;
  }
  return text;
}

}  // namespace earshot::ui
