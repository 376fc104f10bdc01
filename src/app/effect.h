#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include "base/hash.h"

namespace earshot::app {

/// Whether the browser carries an effect out only inside a user's gesture (a DOM event handler).
enum class Gesture : std::uint8_t { NotNeeded, Needed };

struct StartImport {
  std::uint32_t job = 0;
};
struct StopImport {
  std::uint32_t job = 0;
};
/// `bytes` stay valid and unchanged until RemovePack of the same id.
struct StorePack {
  Id pack;
  std::span<const std::byte> bytes;
};
struct RemovePack {
  Id pack;
};
/// Settings, session and overlay; replaces what was stored. Written at the end of a dispatch that
/// changed it.
struct StoreUserData {
  std::string json;
};
struct ShowFilePicker {
  bool folder = false;
};
struct OpenUrl {
  std::string url;
};
struct WriteClipboard {
  std::string text;
};
struct SetWindowTitle {
  std::string title;
};

using Effect = std::variant<StartImport, StopImport, StorePack, RemovePack, StoreUserData,
                            ShowFilePicker, OpenUrl, WriteClipboard, SetWindowTitle>;

Gesture gesture_of(const Effect& effect);

}  // namespace earshot::app
