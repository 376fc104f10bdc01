#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "app/markup.h"
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
/// `bytes` stay valid and unchanged until RemovePack or ReplacePacks of the same id.
struct StorePack {
  Id pack;
  std::span<const std::byte> bytes;
};
struct RemovePack {
  Id pack;
};
/// Packs to be made into one, where nobody waits for it; PacksMerged is the answer.
struct MergePacks {
  struct Part {
    Id pack;
    std::span<const std::byte> bytes;     ///< valid and unchanged until the answer
    std::vector<std::uint32_t> left_out;  ///< episodes that a newer pack replaces, ascending
  };
  std::vector<Part> parts;           ///< the oldest first
  std::vector<Id> left_out_sources;  ///< sources of these episodes and of no others
  bool repairs_text = false;         ///< what was read in a wrong encoding is put right on the way
};
/// Stores a pack in place of others, in one step: what is stored is as before or as after. The
/// bytes as of StorePack.
struct ReplacePacks {
  Id pack;
  std::span<const std::byte> bytes;
  std::vector<Id> replaced;
};
/// Settings, session and overlay; replaces what was stored. Written at the end of a dispatch that
/// changed it.
struct StoreUserData {
  std::string json;
};
struct ShowFilePicker {
  bool folder = false;
  std::string title;  ///< of its window, where it is the host's own
};
struct OpenUrl {
  std::string url;
};
struct WriteClipboard {
  std::string text;
};
/// What is in the clipboard goes into a text box that the host edits, in place of what is selected
/// there; PasteRefused where it cannot be read.
struct ReadClipboard {
  std::uint32_t node = 0;  ///< of the tree
};
/// A link to a moment: the host puts its own address before the fragment.
struct WriteLink {
  std::string fragment;
};
/// What X11 pastes with the middle button.
struct WritePrimarySelection {
  std::string text;
};
/// The interface speaks another language now: "de". English at the start.
struct SetLanguageOfPage {
  std::string tag;
};
/// A whole document, to be shown as a page apart from the window's own drawing.
struct ShowPage {
  std::string title;
  std::string language;  ///< of the interface, which its own words are in: "de"
  Markup page;
};
struct SetWindowTitle {
  std::string title;
};

using Effect =
    std::variant<StartImport, StopImport, StorePack, RemovePack, MergePacks, ReplacePacks,
                 StoreUserData, ShowFilePicker, OpenUrl, WriteClipboard, ReadClipboard, WriteLink,
                 WritePrimarySelection, SetLanguageOfPage, ShowPage, SetWindowTitle>;

Gesture gesture_of(const Effect& effect);

}  // namespace earshot::app
