#include "states.h"

#include "tests/unit/app/pack_builder.h"
#include "words/catalogue.h"

namespace earshot::ui::testing {
namespace {

using app::testing::EpisodeSpec;
using app::testing::id_of;
using app::testing::Line;
using app::testing::make_pack;

constexpr const char* kQuery = "καιρός";
constexpr const char* kCaches = "Περί κρυφών";

std::vector<EpisodeSpec> episodes() {
  std::vector<EpisodeSpec> all;
  for (const char* about : {"κρυφών", "συνδέσμων", "θυρίδων", "μετρήσεων", "δοχείων", "ονομάτων",
                            "ουρών", "γραμμάτων", "χαρτών", "ρολογιών"}) {
    const auto number = static_cast<std::int32_t>(all.size());
    EpisodeSpec episode{.title = "Περί " + std::string(about),
                        .show = "Σιγανή ομιλία",
                        .date = 20'000 - number * 7,
                        .duration = 4'000'000};
    episode.notes = {
        {.text = "Τι είναι", .kind = pack::BlockKind::Heading, .level = 1},
        {.text = "Λίγα λόγια για τον καιρό", .kind = pack::BlockKind::Item, .level = 1},
        {.text = "Ύστερα", .kind = pack::BlockKind::Item, .level = 2},
        {.text = "Ένας λόγος ακόμη", .kind = pack::BlockKind::Paragraph}};
    if (number % 2 == 0) {
      for (int i = 0; i < 40; ++i) {
        episode.transcript.push_back(
            {.text = "Η γραμμή μιλά για τα " + std::string(about) + " και λέει καιρός.",
             .start = i * 100'000});
      }
      if (number < 3) episode.transcript[3].text = "Αστρολάβος, εξάντας, μεσημβρινός.";
      if (number == 2) episode.transcript[4].text = "Ã©tÃ© Ã©tÃ©";
      episode.transcript_source = std::string(about) + ".vtt";
      episode.chapters = {{.text = "Αρχή", .start = 0}, {.text = "Μέση", .start = 200'000}};
    }
    all.push_back(std::move(episode));
  }
  all.push_back({.title = "Αλλού", .show = "Άλλη εκπομπή", .date = 19'000, .notes = {{"Ένα", 0}}});
  return all;
}

void library(Harness& harness) {
  harness.dispatch(app::PackLoaded{.bytes = make_pack(episodes())});
  harness.dispatch(app::StartFinished{});
  harness.settle();
}

void open(Harness& harness, app::Tab tab, const char* title = kCaches) {
  library(harness);
  harness.dispatch(app::OpenEpisode{id_of(title)});
  harness.dispatch(app::ChooseTab{tab});
  harness.settle();
}

void search(Harness& harness, std::string query) {
  library(harness);
  harness.dispatch(app::QueryChanged{std::move(query)});
  harness.settle();
}

/// What can be done with the text there: by the right button, or by a long press.
void ask_search_field(Harness& harness, bool by_finger) {
  library(harness);
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness.type(kQuery);
  harness.key(ImGuiKey_A, ImGuiMod_Ctrl);
  harness.info.touch = by_finger;
  const Rect rect = harness.find(Role::ComboBox, harness.app.words()(word::kSearch))->rect;
  harness.click({rect.left + 40, rect.top, 4, rect.height}, ImGuiMouseButton_Right);
}

void dialog(Harness& harness, app::Dialog which) {
  harness.dispatch(app::OpenDialog{which});
  harness.settle();
}

void menu(Harness& harness, words::Message<0> button) {
  harness.press(Role::Button, harness.app.words()(button));
}

app::FileOutcome outcome(const char* path, const char* became) {
  app::FileOutcome file;
  file.path = path;
  file.became = became;
  file.episode_title = "Σχοινιά";
  file.episode = id_of("Σχοινιά");
  return file;
}

/// The import of one episode of two files; another file is odd, one is refused.
void import(Harness& harness) {
  harness.dispatch(app::StartFinished{});
  harness.dispatch(app::FilesArrived{.job = 1, .count = 4, .label = "σχοινιά"});
  EpisodeSpec ropes{.title = "Σχοινιά", .show = "Σ", .source = "σ/α.md"};
  ropes.transcript_source = "σ/β.vtt";
  ropes.notes_file = "# Σχοινιά";
  ropes.transcript_file = "WEBVTT\n\n00:09.000 --> 00:02.000\nλόγια\n";
  ropes.transcript = {{"λόγια", 0}};
  ropes.notes = {{"γραπτά", kNoTime, pack::BlockKind::Paragraph}};
  harness.dispatch(app::PackArrived{.job = 1, .bytes = make_pack({ropes})});
  app::ImportFinished finished;
  finished.job = 1;
  finished.files = {outcome("σ/α.md", "notes"), outcome("σ/β.vtt", "transcript"),
                    outcome("σ/γ.bin", ""), outcome("σ/δ.vtt", "")};
  finished.files[0].source = app::testing::file_id_of(ropes.notes_file);
  finished.files[1].source = app::testing::file_id_of(ropes.transcript_file);
  finished.files[1].can_stand_apart = true;
  finished.files[1].pairing_with = "σ/α.md";
  finished.files[1].pairing_reason = "same number";
  Diagnostic& remark = finished.files[1].diagnostics.emplace_back();
  remark.line_in_source = 3;
  remark.message = "The cue ends before it starts.";
  remark.excerpt = "00:09.000 --> 00:02.000";
  finished.files[1].more_diagnostics = 12;
  finished.files[3].error = "This file is too large.";
  harness.dispatch(std::move(finished));
  harness.settle();
}

constexpr ScreenState kStates[] = {
    {"starting", [](Harness& it) { it.settle(); }},
    {"empty",
     [](Harness& it) {
       it.dispatch(app::StartFinished{});
       it.settle();
     }},
    {"library", library},
    {"drawer",
     [](Harness& it) {
       library(it);
       if (it.info.width >= 900) return;
       it.dispatch(app::ToggleDrawer{});
       it.settle();
     }},
    {"library of one show, filtered",
     [](Harness& it) {
       library(it);
       it.dispatch(app::OpenShow{0});
       it.dispatch(app::SetFilterText{"ωωω"});
       if (it.info.width < 900) it.dispatch(app::ToggleDrawer{});
       it.settle();
     }},
    {"notes", [](Harness& it) { open(it, app::Tab::Notes); }},
    {"transcript", [](Harness& it) { open(it, app::Tab::Transcript); }},
    {"chapters", [](Harness& it) { open(it, app::Tab::Chapters); }},
    {"wrong characters", [](Harness& it) { open(it, app::Tab::Transcript, "Περί θυρίδων"); }},
    {"matches in the text",
     [](Harness& it) {
       search(it, kQuery);
       it.dispatch(app::HitChosen{0});
       it.settle();
     }},
    {"find",
     [](Harness& it) {
       open(it, app::Tab::Transcript);
       it.dispatch(app::OpenFind{.text = "καιρός"});
       it.settle();
     }},
    {"find nothing",
     [](Harness& it) {
       open(it, app::Tab::Transcript);
       it.dispatch(app::OpenFind{.text = "ωωω"});
       it.settle();
     }},
    {"selection by touch",
     [](Harness& it) {
       open(it, app::Tab::Transcript);
       it.info.touch = true;
       it.key(ImGuiKey_A, ImGuiMod_Ctrl);
     }},
    {"results",
     [](Harness& it) {
       search(it, kQuery);
       it.dispatch(app::MoveHit{});
       it.settle();
     }},
    {"results in order, in transcripts",
     [](Harness& it) {
       search(it, kQuery);
       it.dispatch(app::SetHitSort{app::HitSort::Position});
       it.dispatch(app::SetScope{app::Scope::Transcripts});
       it.settle();
     }},
    {"no results", [](Harness& it) { search(it, "ωωω"); }},
    {"results elsewhere",
     [](Harness& it) {
       search(it, "κρυφών");
       it.dispatch(app::SetScope{app::Scope::Notes});
       it.settle();
     }},
    {"mistakes in the query", [](Harness& it) { search(it, "before:99 (καιρός \"ομιλία"); }},
    {"a slip of the keys", [](Harness& it) { search(it, "αστρολαβοσς"); }},
    {"suggestions",
     [](Harness& it) {
       library(it);
       it.key(ImGuiKey_K, ImGuiMod_Ctrl);
       it.type("κα");
     }},
    {"why",
     [](Harness& it) {
       search(it, "καιρός ομιλία κρυφών");
       it.dispatch(app::ExplainHit{0});
       it.settle();
     }},
    {"palette",
     [](Harness& it) {
       open(it, app::Tab::Transcript);
       dialog(it, app::Dialog::Palette);
     }},
    {"palette without a command",
     [](Harness& it) {
       open(it, app::Tab::Transcript);
       it.key(ImGuiKey_F1);
       it.type("ωωω");
     }},
    {"settings",
     [](Harness& it) {
       library(it);
       dialog(it, app::Dialog::Settings);
     }},
    {"shortcuts",
     [](Harness& it) {
       library(it);
       dialog(it, app::Dialog::Shortcuts);
     }},
    {"about",
     [](Harness& it) {
       library(it);
       dialog(it, app::Dialog::About);
     }},
    {"about this episode",
     [](Harness& it) {
       open(it, app::Tab::Notes);
       dialog(it, app::Dialog::Episode);
     }},
    {"importing",
     [](Harness& it) {
       library(it);
       it.dispatch(app::FilesArrived{.job = 1, .count = 560, .label = "σχοινιά"});
       it.dispatch(app::ImportProgress{.job = 1, .files_done = 120, .files_total = 560});
       it.tick();
       it.tick();
     }},
    {"imported", import},
    {"import report",
     [](Harness& it) {
       import(it);
       dialog(it, app::Dialog::ImportReport);
     }},
    {"a file as it was",
     [](Harness& it) {
       import(it);
       it.dispatch(app::ShowSource{.file = 1, .remark = 0});
       it.settle();
     }},
    {"import report as text",
     [](Harness& it) {
       import(it);
       it.dispatch(app::ShowReportText{});
       it.settle();
     }},
    {"notice with undo",
     [](Harness& it) {
       open(it, app::Tab::Notes);
       it.dispatch(app::RemoveEpisode{id_of("Περί δοχείων")});
       it.settle();
     }},
    {"removed episodes",
     [](Harness& it) {
       open(it, app::Tab::Notes);
       it.dispatch(app::RemoveEpisode{id_of("Περί δοχείων")});
       it.dispatch(app::RemoveEpisode{id_of("Περί ουρών")});
       dialog(it, app::Dialog::Removed);
     }},
    {"notice of a failure",
     [](Harness& it) {
       library(it);
       it.dispatch(
           app::StoreFailed{"The library cannot be kept: This file is too large. Earshot works on, "
                            "but what was added "
                            "will be gone at the next start."});
       it.settle();
     }},
    {"menu: more",
     [](Harness& it) {
       library(it);
       menu(it, word::kMore);
     }},
    {"menu: sort moments",
     [](Harness& it) {
       search(it, kQuery);
       it.press(Role::Button, it.app.words()(word::kSortedBy, it.app.words()(word::kBestFirst)));
     }},
    {"menu of the search field", [](Harness& it) { ask_search_field(it, false); }},
    {"search field by touch", [](Harness& it) { ask_search_field(it, true); }},
    {"menu of the text",
     [](Harness& it) {
       open(it, app::Tab::Transcript);
       it.key(ImGuiKey_F7);
       it.key(ImGuiKey_F10, ImGuiMod_Shift);
     }},
    {"files over the window",
     [](Harness& it) {
       library(it);
       it.info.files_hover = true;
       it.settle();
     }},
};

}  // namespace

std::span<const ScreenState> screen_states() {
  return kStates;
}

}  // namespace earshot::ui::testing
