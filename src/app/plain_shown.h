#pragma once

#include <optional>
#include <string>

#include "app/app.h"
#include "app/effect.h"
#include "app/plain_page.h"

/// What the program shows as a page that needs no Earshot.
namespace earshot::app {

/// The whole of what is open to be read: an import report, a file as it was (with the remarks on
/// it), else the episode. Nothing where nothing is open. Linear in the texts.
std::optional<ShowPage> plain_text_shown(const SourceView& source, const ReaderView& reader,
                                         PlainTimes times, const words::Words& say);

/// "At least 12 moments in 3 episodes".
std::string found_words(const ResultsView& results, const words::Words& say);

/// What a host prints: what is open to be read, also where something lies over it; else the moments
/// found (at most kMostPrinted of them), else the list of episodes. Never empty.
ShowPage plain_print(const App& app);
inline constexpr std::uint32_t kMostPrinted = 1000;  // some sixty pages

}  // namespace earshot::app
