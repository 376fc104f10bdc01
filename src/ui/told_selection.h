#pragma once

#include <string>
#include <string_view>

#include "base/range.h"

namespace earshot::ui {

/// What of a text, or of a text box, was told last as the host's primary selection: X11 pastes with
/// the middle button what was selected last.
class ToldSelection {
 public:
  /// Whether this is to be told; it is taken as told then. `words` are the selected ones, where the
  /// text may have become another one; whoever knows of that by itself leaves them out.
  bool is_news(Range chosen_in_text, std::string_view words = {}) {
    if (chosen_in_text.empty()) {
      // Another program may have made one since: what is selected again is told again.
      forget();
      return false;
    }
    if (chosen_in_text == in_text_ && words == words_) return false;
    in_text_ = chosen_in_text;
    words_ = words;
    return true;
  }
  /// What is selected is told again, even the same: it was asked for again, or of another text.
  void forget() { *this = {}; }

 private:
  Range in_text_;
  std::string words_;
};

}  // namespace earshot::ui
