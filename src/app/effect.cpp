#include "app/effect.h"

namespace earshot::app {

Gesture gesture_of(const Effect& effect) {
  const bool needed =
      std::holds_alternative<ShowFilePicker>(effect) || std::holds_alternative<OpenUrl>(effect) ||
      std::holds_alternative<WriteClipboard>(effect) ||
      std::holds_alternative<ReadClipboard>(effect) || std::holds_alternative<WriteLink>(effect);
  return needed ? Gesture::Needed : Gesture::NotNeeded;
}

}  // namespace earshot::app
