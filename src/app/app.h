#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/action.h"
#include "app/effect.h"
#include "app/view.h"
#include "search/complete.h"
#include "words/words.h"

namespace earshot::app {

/// Constant facts of the build, for About.
struct BuildFacts {
  std::string version;
  std::string notices;           ///< licence texts of everything shipped
  bool page_leads_back = false;  ///< ShowPage is shown where links to moments are followed
};

/// The application: actions in, state and effects out. Knows no clock, file, thread, ImGui or
/// browser.
class App {
 public:
  explicit App(BuildFacts facts);
  ~App();
  App(const App&) = delete;
  App& operator=(const App&) = delete;

  void dispatch(Action action);
  /// The effects since the last call, in order.
  std::vector<Effect> take_effects();

  /// Grows with every change of what the screen may show.
  std::uint64_t revision() const;

  bool starting() const;  ///< StartFinished has not come yet
  bool drawer_open() const;
  Dialog dialog() const;
  const BuildFacts& facts() const;
  const LibraryView& library() const;
  const ReaderView& reader() const;
  const ResultsView& results() const;
  const ImportView& import() const;
  const NoticeView& notice() const;
  /// The page that shows a file of the import report as it was.
  const SourceView& source() const;
  const SettingsView& settings() const;
  /// The program's own words, in the language that was chosen or is the system's.
  const words::Words& words() const;
  const FindView& find() const;
  /// Dialog::Why: why a moment stands where it does.
  const WhyView& why() const;
  /// Episodes like the open one, best first; empty where none is open. Worked out when first asked
  /// for, then kept until another one is opened or the library changes. Reads the episode's text.
  std::span<const RelatedView> related() const;
  /// What the token before the caret of a query may be going to be (names of fields, speakers,
  /// shows, words). Bounded work; nothing is kept.
  search::Suggestions complete(std::string_view query, std::uint32_t caret_in_query) const;
  /// Searches that led to a moment, the last one first.
  std::span<const std::string> recent_queries() const;
  bool can_undo() const;  ///< something that changed the library can be taken back
  bool can_redo() const;  ///< something that was taken back can be done again

  /// A hit of the results, made when first asked for and kept while the results are.
  const HitView& hit(std::uint32_t number) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace earshot::app
