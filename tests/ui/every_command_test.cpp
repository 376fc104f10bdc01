// Every command of the table, done by each of its keys and through the palette.

#include <algorithm>
#include <functional>
#include <optional>
#include <string>

#include "harness.h"
#include "states.h"
#include "tests/unit/app/pack_builder.h"
#include "ui/commands.h"

namespace earshot::ui::testing {
namespace {

const words::Words kEnglish;

/// The effects that a harness has asked for, all of them since it was made.
template <typename Kind>
const Kind* last(const std::vector<app::Effect>& effects) {
  const Kind* found = nullptr;
  for (const app::Effect& effect : effects) {
    if (const auto* it = std::get_if<Kind>(&effect)) found = it;
  }
  return found;
}

void enter(Harness& harness, std::string_view name) {
  const auto states = screen_states();
  const auto found = std::ranges::find(
      states, name, [](const ScreenState& it) { return std::string_view(it.name); });
  ASSERT_NE(found, states.end()) << name;
  found->enter(harness);
}

void select_all(Harness& harness) {
  enter(harness, "transcript");
  harness.key(ImGuiKey_A, ImGuiMod_Ctrl);
}

bool is_dialog(const Harness& harness, app::Dialog which) {
  return harness.app.dialog() == which;
}

void at_second_match(Harness& harness) {
  enter(harness, "matches in the text");
  for (int i = 0; i < 100 && harness.app.reader().current_match != 1; ++i) {
    harness.dispatch(app::JumpToMatch{1});
    harness.settle();
  }
}

/// A state, and then something that is done there.
std::function<void(Harness&)> in(std::string_view state, app::Action then) {
  return [state, then](Harness& harness) {
    enter(harness, state);
    harness.dispatch(then);
    harness.settle();
  };
}

/// The first episode of a library is open, with a chapter that is a line of its notes too, and two
/// texts of each kind.
void open_lighthouses(Harness& harness) {
  const app::testing::Line line{"Φάροι", 60'000, pack::BlockKind::Item, 1};
  harness.dispatch(
      app::PackLoaded{.bytes = app::testing::make_pack({{.title = "Λιμάνια",
                                                         .transcript = {{"Φως", 0}},
                                                         .notes = {line},
                                                         .chapters = {{"Φάροι", 60'000}},
                                                         .second_transcript = {{"Φέγγος", 0}},
                                                         .second_notes = {{"Άλλα", kNoTime}}}})});
  harness.dispatch(app::StartFinished{});
  harness.dispatch(app::OpenEpisode{app::testing::id_of("Λιμάνια")});
  harness.settle();
}

/// A file that was imported with another one stands apart, and is open.
void open_apart(Harness& harness) {
  enter(harness, "imported");
  const app::FileOutcome& file = harness.app.import().report[1];
  harness.dispatch(app::SetApart{file.episode, file.source, true});
  for (const app::EpisodeRow& row : harness.app.library().episodes) {
    if (!row.apart_of.valid()) continue;
    harness.dispatch(app::OpenEpisode{Id(row.id)});
    break;
  }
  harness.settle();
}

std::string first_listed(const Harness& harness) {
  return std::string(harness.app.library().episodes.front().title);
}

using Effects = std::vector<app::Effect>;

/// What shows that a command was carried out, from where it can be.
struct Proof {
  CommandId id;
  std::function<void(Harness&)> prepare;
  std::function<bool(Harness&, const Effects&)> is_done;
};

std::function<void(Harness&)> in(std::string_view state) {
  return [state](Harness& harness) { enter(harness, state); };
}

float zoom(const Harness& harness) {
  return harness.app.settings().zoom;
}
app::ThemeChoice theme(const Harness& harness) {
  return harness.app.settings().theme;
}
std::string copied(const Effects& effects) {
  const auto* const it = last<app::WriteClipboard>(effects);
  return it != nullptr ? it->text : std::string();
}

/// Whether these are all words of the state "transcript", not one paragraph of it.
bool is_whole_transcript(const Harness& harness, std::string_view words) {
  const std::string_view text = harness.app.reader().transcript.text;
  const std::string_view first = text.substr(0, text.find('\n'));
  const std::string_view last = text.substr(text.rfind('\n') + 1);
  const auto lines = std::ranges::count(words, '\n');
  return words.contains(first) && words.ends_with(last) && lines >= 39;  // it has 40 cues
}

const std::vector<Proof>& proofs() {
  using Id = CommandId;
  static const std::vector<Proof> kProofs = {
      {Id::FocusSearch, in("notes"),
       [](Harness& it, const Effects&) { return it.focused_name() == "Search"; }},
      {Id::NextHit, in("results"),
       [](Harness& it, const Effects&) { return it.app.results().selected_hit == 2; }},
      {Id::PreviousHit, in("results"),
       [](Harness& it, const Effects&) { return it.app.results().selected_hit == 0; }},
      {Id::OpenHit, in("results"),
       [](Harness& it, const Effects&) { return !it.app.results().shown && it.app.reader().open; }},
      {Id::GoBack, in("settings"),
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::None); }},
      {Id::ExplainHit, in("results"),
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::Why); }},
      {Id::ForgetSearches,
       [](Harness& it) {
         it.dispatch(app::UserDataLoaded{R"({"recent_queries": ["links"]})"});
         enter(it, "notes");
       },
       [](Harness& it, const Effects&) { return it.app.recent_queries().empty(); }},
      {Id::SearchEverywhere, in("results", app::SetScope{app::Scope::Notes}),
       [](Harness& it, const Effects&) {
         return it.app.results().scope == app::Scope::Everywhere;
       }},
      {Id::SearchTranscripts, in("results"),
       [](Harness& it, const Effects&) {
         return it.app.results().scope == app::Scope::Transcripts;
       }},
      {Id::SearchNotes, in("results"),
       [](Harness& it, const Effects&) { return it.app.results().scope == app::Scope::Notes; }},
      {Id::HitsBestFirst, in("results", app::SetHitSort{app::HitSort::Date}),
       [](Harness& it, const Effects&) {
         return it.app.results().sort == app::HitSort::Relevance;
       }},
      {Id::HitsNewestFirst, in("results"),
       [](Harness& it, const Effects&) { return it.app.results().sort == app::HitSort::Date; }},
      {Id::HitsInOrder, in("results"),
       [](Harness& it, const Effects&) { return it.app.results().sort == app::HitSort::Position; }},
      {Id::OpenHitInNotes,
       [](Harness& it) {
         open_lighthouses(it);
         it.dispatch(app::QueryChanged{"φάροι "});
         it.dispatch(app::MoveHit{});
         it.settle();
       },
       [](Harness& it, const Effects&) {
         return !it.app.results().shown && it.app.reader().tab == app::Tab::Notes;
       }},
      {Id::CopyHit, in("results"),
       [](Harness&, const Effects& effects) {
         return copied(effects).find("καιρό") != std::string::npos;
       }},
      {Id::OpenFind, in("transcript"),
       [](Harness& it, const Effects&) {
         return it.app.find().open && it.focused_name() == "Find";
       }},
      {Id::FindNext, in("find"),
       [](Harness& it, const Effects&) { return it.app.find().current == 1; }},
      {Id::FindPrevious, in("find"),
       [](Harness& it, const Effects&) { return it.app.find().current > 1; }},
      {Id::NextMatch, at_second_match,
       [](Harness& it, const Effects&) { return it.app.reader().current_match == 2; }},
      {Id::PreviousMatch, at_second_match,
       [](Harness& it, const Effects&) { return it.app.reader().current_match == 0; }},
      {Id::ShowNotes, in("transcript"),
       [](Harness& it, const Effects&) { return it.app.reader().tab == app::Tab::Notes; }},
      {Id::ShowTranscript, in("notes"),
       [](Harness& it, const Effects&) { return it.app.reader().tab == app::Tab::Transcript; }},
      {Id::ShowChapters, in("notes"),
       [](Harness& it, const Effects&) { return it.app.reader().tab == app::Tab::Chapters; }},
      {Id::ShowSource,
       [](Harness& it) {
         enter(it, "imported");
         it.dispatch(app::OpenEpisode{app::testing::id_of("Σχοινιά")});
         it.settle();
       },
       [](Harness& it, const Effects&) { return it.app.reader().tab == app::Tab::Source; }},
      {Id::RepairText, in("wrong characters"),
       [](Harness&, const Effects& effects) { return last<app::MergePacks>(effects) != nullptr; }},
      {Id::PlainPage, in("transcript"),
       [](Harness&, const Effects& effects) { return last<app::ShowPage>(effects) != nullptr; }},
      {Id::ZoomIn, in("transcript"), [](Harness& it, const Effects&) { return zoom(it) > 1.0F; }},
      {Id::ZoomOut, in("transcript"), [](Harness& it, const Effects&) { return zoom(it) < 1.0F; }},
      {Id::ZoomReset,
       [](Harness& it) {
         enter(it, "transcript");
         it.dispatch(app::SetZoom{2});
         it.settle();
       },
       [](Harness& it, const Effects&) { return zoom(it) == 1.0F; }},
      {Id::WiderText, in("transcript"),
       [](Harness& it, const Effects&) { return it.app.settings().measure > app::kUsualMeasure; }},
      {Id::NarrowerText, in("transcript"),
       [](Harness& it, const Effects&) { return it.app.settings().measure < app::kUsualMeasure; }},
      {Id::FoldAll, in("notes"),
       [](Harness& it, const Effects&) { return it.app.reader().folded_blocks.size() == 2; }},
      {Id::UnfoldAll, in("notes", app::SetFolds{{0, 1}}),
       [](Harness& it, const Effects&) { return it.app.reader().folded_blocks.empty(); }},
      {Id::ChooseNotes, open_lighthouses,
       [](Harness& it, const Effects&) { return it.has(Role::Menu, "Other notes"); }},
      {Id::ChooseTranscript, open_lighthouses,
       [](Harness& it, const Effects&) { return it.has(Role::Menu, "Other transcripts"); }},
      {Id::Copy, select_all,
       [](Harness& it, const Effects& effects) {
         return is_whole_transcript(it, copied(effects));
       }},
      {Id::CopyMarkdown, select_all,
       [](Harness& it, const Effects& effects) {
         return !copied(effects).empty() && it.has(Role::Status, "Copied as Markdown");
       }},
      {Id::CopyWithTimes, select_all,
       [](Harness&, const Effects& effects) {
         return copied(effects).find("1:40") != std::string::npos;
       }},
      {Id::CopyLink, in("transcript"),
       [](Harness&, const Effects& effects) { return last<app::WriteLink>(effects) != nullptr; }},
      {Id::CopyLinkAddress,
       [](Harness& it) {
         it.dispatch(
             app::PackLoaded{.bytes = app::testing::make_pack(
                                 {{.title = "Ropes",
                                   .notes = {{.text = "rope shop",
                                              .kind = pack::BlockKind::Paragraph,
                                              .links = {{"rope shop", "https://a.example/"}}}}}})});
         it.dispatch(app::StartFinished{});
         it.dispatch(app::OpenEpisode{app::testing::id_of("Ropes")});
         it.settle();
         it.key(ImGuiKey_F7);
       },
       [](Harness&, const Effects& effects) { return copied(effects) == "https://a.example/"; }},
      {Id::SelectAll, in("transcript"),
       [](Harness& it, const Effects&) {
         it.key(ImGuiKey_C, ImGuiMod_Ctrl);
         return is_whole_transcript(it, copied(it.effects()));
       }},
      {Id::TextCursor, in("transcript"),
       [](Harness& it, const Effects&) {
         const Node* const text = it.focused();
         return text != nullptr && text->role == Role::Document;
       }},
      {Id::ShowTextMenu,
       [](Harness& it) {
         enter(it, "transcript");
         it.key(ImGuiKey_F7);
       },
       [](Harness& it, const Effects&) { return it.has(Role::Menu, "Text"); }},
      {Id::ShowLibrary, in("notes"),
       [](Harness& it, const Effects&) {
         const Node* const row = it.focused();
         return row != nullptr && row->role == Role::Button && row->name == "Περί κρυφών";
       }},
      {Id::OpenFiles, in("library"),
       [](Harness&, const Effects& effects) {
         const auto* const it = last<app::ShowFilePicker>(effects);
         return it != nullptr && !it->folder;
       }},
      {Id::OpenFolder, in("library"),
       [](Harness&, const Effects& effects) {
         const auto* const it = last<app::ShowFilePicker>(effects);
         return it != nullptr && it->folder;
       }},
      {Id::Undo, in("notice with undo"),
       [](Harness& it, const Effects&) { return it.app.library().episodes.size() == 11; }},
      {Id::ChooseShow, in("library"),
       [](Harness& it, const Effects&) { return it.has(Role::Menu, "Shows"); }},
      {Id::ShowAllShows, in("library", app::OpenShow{0}),
       [](Harness& it, const Effects&) { return it.app.library().current_show == app::kAllShows; }},
      {Id::ListAll, in("library", app::SetEpisodeFilter{app::EpisodeFilter::WithNotes}),
       [](Harness& it, const Effects&) {
         return it.app.library().filter == app::EpisodeFilter::All;
       }},
      {Id::ListWithTranscript, in("library"),
       [](Harness& it, const Effects&) {
         return it.app.library().filter == app::EpisodeFilter::WithTranscript;
       }},
      {Id::ListWithNotes, in("library"),
       [](Harness& it, const Effects&) {
         return it.app.library().filter == app::EpisodeFilter::WithNotes;
       }},
      {Id::SortNewest, in("library", app::SetEpisodeSort{app::EpisodeSort::Oldest}),
       [](Harness& it, const Effects&) { return first_listed(it) == "Περί κρυφών"; }},
      {Id::SortOldest, in("library"),
       [](Harness& it, const Effects&) { return first_listed(it) == "Αλλού"; }},
      {Id::SortTitle, in("library", app::SetEpisodeSort{app::EpisodeSort::Longest}),
       [](Harness& it, const Effects&) {
         return it.app.library().sort == app::EpisodeSort::Title && first_listed(it) == "Αλλού";
       }},
      {Id::SortLongest, in("library"),
       [](Harness& it, const Effects&) {
         return it.app.library().sort == app::EpisodeSort::Longest;
       }},
      {Id::CopyTitle, in("notes"),
       [](Harness&, const Effects& effects) { return copied(effects) == "Περί κρυφών"; }},
      {Id::PairAgain, open_apart,
       [](Harness& it, const Effects&) { return it.app.library().episodes.size() == 1; }},
      {Id::RemoveEpisode,
       [](Harness& it) {
         enter(it, "notes");
         it.focus(Role::Button, "Περί κρυφών");
       },
       [](Harness& it, const Effects&) {
         return it.app.library().episodes.size() == 10 && !it.app.reader().open;
       }},
      {Id::RemoveShow, in("library", app::OpenShow{0}),
       [](Harness& it, const Effects&) { return it.app.library().shows.size() == 1; }},
      {Id::Redo, in("notice with undo", app::Undo{}),
       [](Harness& it, const Effects&) { return it.app.library().episodes.size() == 10; }},
      {Id::ShowRemoved, in("notice with undo"),
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::Removed); }},
      {Id::ShowReport, in("imported"),
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::ImportReport); }},
      {Id::ShowReportText, in("imported"),
       [](Harness& it, const Effects&) { return it.app.source().is_report; }},
      {Id::ShowEpisode,
       [](Harness& it) {
         enter(it, "notes");
         it.resize(1000, 800);
       },
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::Episode); }},
      {Id::ShowPalette, in("library"),
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::Palette); }},
      {Id::ShowSettings, in("library"),
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::Settings); }},
      {Id::ToggleTheme, in("library"),
       [](Harness& it, const Effects&) { return it.app.settings().dark; }},
      {Id::ThemeLight, in("library"),
       [](Harness& it, const Effects&) { return theme(it) == app::ThemeChoice::Light; }},
      {Id::ThemeDark, in("library"),
       [](Harness& it, const Effects&) { return theme(it) == app::ThemeChoice::Dark; }},
      {Id::ThemeContrast, in("library"),
       [](Harness& it, const Effects&) { return theme(it) == app::ThemeChoice::Contrast; }},
      {Id::ThemeSystem,
       [](Harness& it) {
         enter(it, "library");
         it.dispatch(app::SetTheme{app::ThemeChoice::Dark});
         it.settle();
       },
       [](Harness& it, const Effects&) { return theme(it) == app::ThemeChoice::System; }},
      {Id::ChangeDensity, in("library"),
       [](Harness& it,
          const Effects&) { return it.app.settings().density == app::Density::Compact; }},
      {Id::LanguageSystem, in("library", app::SetLanguage{app::LanguageChoice::English}),
       [](Harness& it, const Effects&) {
         return it.app.settings().language == app::LanguageChoice::System;
       }},
      {Id::LanguageEnglish, in("library"),
       [](Harness& it,
          const Effects&) { return it.app.settings().language == app::LanguageChoice::English; }},
      {Id::LanguageGerman, in("library"),
       [](Harness& it,
          const Effects&) { return it.app.settings().language == app::LanguageChoice::German; }},
      {Id::SwitchSingleKeys, in("library"),
       [](Harness& it, const Effects&) { return !it.app.settings().single_keys; }},
      {Id::ShowShortcuts, in("library"),
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::Shortcuts); }},
      {Id::ShowAbout, in("library"),
       [](Harness& it, const Effects&) { return is_dialog(it, app::Dialog::About); }},
  };
  return kProofs;
}

/// The key of the last part of a chord, as a US keyboard has it.
ImGuiKey key_of(std::string_view name, ImGuiKeyChord& mods) {
  if (name.size() == 1 && name[0] >= 'A' && name[0] <= 'Z')
    return static_cast<ImGuiKey>(ImGuiKey_A + (name[0] - 'A'));
  if (name.size() == 1 && name[0] >= '0' && name[0] <= '9')
    return static_cast<ImGuiKey>(ImGuiKey_0 + (name[0] - '0'));
  if (name.size() > 1 && name[0] == 'F') {
    const int number = std::stoi(std::string(name.substr(1)));
    return static_cast<ImGuiKey>(ImGuiKey_F1 + number - 1);
  }
  if (name == "?") {
    mods |= ImGuiMod_Shift;
    return ImGuiKey_Slash;
  }
  const std::pair<std::string_view, ImGuiKey> others[] = {
      {"/", ImGuiKey_Slash},          {"+", ImGuiKey_KeypadAdd},
      {"-", ImGuiKey_Minus},          {"=", ImGuiKey_Equal},
      {",", ImGuiKey_Comma},          {".", ImGuiKey_Period},
      {"Enter", ImGuiKey_Enter},      {"Escape", ImGuiKey_Escape},
      {"ArrowUp", ImGuiKey_UpArrow},  {"ArrowDown", ImGuiKey_DownArrow},
      {"ContextMenu", ImGuiKey_Menu}, {"Delete", ImGuiKey_Delete}};
  for (const auto& [text, key] : others) {
    if (text == name) return key;
  }
  ADD_FAILURE() << "no key is called " << name;
  return ImGuiKey_None;
}

void press_chord(Harness& harness, std::string_view chord) {
  ImGuiKeyChord mods = 0;
  for (const auto& [name, mod] :
       {std::pair<std::string_view, ImGuiKeyChord>{"Control+", ImGuiMod_Ctrl},
        std::pair<std::string_view, ImGuiKeyChord>{"Shift+", ImGuiMod_Shift}}) {
    if (!chord.starts_with(name)) continue;
    mods |= mod;
    chord.remove_prefix(name.size());
  }
  const ImGuiKey key = key_of(chord, mods);
  harness.key(key, mods);
}

class EveryCommand : public ::testing::TestWithParam<std::size_t> {
 protected:
  static const Command& it() { return commands()[GetParam()]; }
  static const Proof* proof() {
    const auto found = std::ranges::find(proofs(), it().id, &Proof::id);
    return found == proofs().end() ? nullptr : &*found;
  }
};

TEST_P(EveryCommand, IsDoneByEachOfItsKeys) {
  ASSERT_NE(proof(), nullptr) << "a command without a test: " << kEnglish(it().name);
  for (const std::string_view chord : {it().chord, it().second_chord}) {
    if (chord.empty()) continue;
    Harness harness;
    proof()->prepare(harness);
    harness.effects();
    EXPECT_FALSE(proof()->is_done(harness, {})) << "before " << chord;
    EXPECT_TRUE(harness.ui().wants_key(harness.app, chord)) << chord;
    press_chord(harness, chord);
    EXPECT_TRUE(proof()->is_done(harness, harness.effects())) << chord;
  }
}

TEST_P(EveryCommand, IsFoundInThePaletteAndDoneThere) {
  ASSERT_NE(proof(), nullptr) << "a command without a test: " << kEnglish(it().name);
  Harness harness;
  proof()->prepare(harness);
  const bool was_in_dialog = harness.app.dialog() != app::Dialog::None;
  harness.effects();
  if (was_in_dialog) return;  // Back: from a dialog there is no way to the palette
  harness.key(ImGuiKey_F1);
  harness.type(kEnglish(it().name));
  const Node* const option = harness.find(Role::Option, kEnglish(it().name));
  ASSERT_EQ(option != nullptr, it().in_palette);
  if (option == nullptr) return;
  harness.press(Role::Option, kEnglish(it().name));
  EXPECT_TRUE(proof()->is_done(harness, harness.effects()));
}

INSTANTIATE_TEST_SUITE_P(OfTheTable, EveryCommand,
                         ::testing::Range<std::size_t>(0, commands().size()), [](const auto& test) {
                           std::string name;
                           for (const char c : kEnglish(commands()[test.param].name))
                             if (std::isalnum(static_cast<unsigned char>(c))) name += c;
                           return name;
                         });

}  // namespace
}  // namespace earshot::ui::testing
