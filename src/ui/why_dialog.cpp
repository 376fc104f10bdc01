#include "ui/why_dialog.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/glyph_runs.h"
#include "ui/overlay.h"
#include "ui/phrases.h"
#include "ui/scroll.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kWidth = 560, kBar = 4, kNumber = 64;
constexpr std::uint32_t kManyPassages = 100;  // a word that stands in more is a common one

/// One thing that counts.
struct Part {
  std::string name;
  std::string reason;
  float points = 0;
};

std::string how_often(const words::Words& say, const search::Explanation::Term& term) {
  std::string words;
  const auto add = [&](std::uint32_t count, std::optional<words::Message<1>> in_what) {
    if (count == 0) return;
    const std::string often =
        count == 2 ? std::string(say(word::kTwice)) : say(word::kTimes, count);
    if (!words.empty()) words += ", ";
    words += in_what ? say(*in_what, often) : often;
  };
  add(term.exact, std::nullopt);
  add(term.stems, word::kInOtherForm);
  add(term.typos, word::kAsLikeWord);
  if (words.empty()) return std::string(say(word::kNotInMoment));
  return term.passages > kManyPassages ? say(word::kCommonWord, words, say.number(term.passages))
                                       : say(word::kRareWord, term.passages, words);
}

words::Counted<2> length_words(search::Field field) {
  switch (field) {
    case search::Field::Title:
      return word::kLengthTitle;
    case search::Field::Notes:
      return word::kLengthNotes;
    case search::Field::Transcript:
      return word::kLengthTranscript;
    case search::Field::Chapter:
      break;
  }
  return word::kLengthChapters;
}

std::vector<Part> parts_of(const words::Words& say, const search::Explanation& it) {
  std::vector<Part> parts;
  for (const search::Explanation::Term& term : it.terms)
    parts.push_back({term.text, how_often(say, term), term.share});
  for (const search::Explanation::Pair& pair : it.pairs) {
    if (pair.first + 1 >= it.terms.size()) continue;
    parts.push_back({it.terms[pair.first].text + " + " + it.terms[pair.first + 1].text,
                     pair.distance == 1 ? std::string(say(word::kSideBySide))
                                        : say(word::kWordsApart, std::to_string(pair.distance)),
                     pair.bonus});
  }
  if (it.first_rank > 0) {
    parts.push_back(
        {std::string(say(it.is_as_typed ? word::kAsTyped : word::kInOtherForms)),
         std::string(say(it.is_as_typed ? word::kAsTypedReason : word::kInOtherFormsReason)),
         it.first_rank});
  }
  return parts;
}

}  // namespace

void draw_why(Context& context, const app::App& app) {
  const Palette& colours = context.theme.palette;
  const app::WhyView& why = app.why();
  const std::vector<Part> parts = parts_of(context.say, why.explanation);
  const float height = 96 + static_cast<float>(parts.size()) * 64;
  const DialogFrame dialog = begin_dialog(context, context.say(word::kWhyHere), kWidth,
                                          std::clamp(height, 200.0F, 560.0F));
  const Rect& body = dialog.body;
  const ScrollArea area = begin_scroll(context, "reasons", body);
  float top = area.origin.y;
  const std::string place =
      why.time >= 0 ? joined(why.title, clock_time(why.time)) : std::string(why.title);
  label(context, place, {body.left, top, body.width, kSecondary.line_height}, kSecondary,
        colours.ink2);
  top += kSecondary.line_height + kSpace3;
  float most = 0.01F;
  for (const Part& part : parts)
    most = std::max(most, part.points);
  push_container(context, Role::List, context.say(word::kReasons), {body.left, top, body.width, 1});
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    ImGui::PushID(static_cast<int>(i));
    horizontal_line(context, body.left, right(body), top, colours.line);
    top += kSpace2;
    const std::string points =
        part.points > 0 ? context.say.decimal(part.points) : std::string("0");
    const float room = body.width - kNumber;
    const float begin = top;
    text_clipped(context, ImVec2(body.left, top), room, part.name, kInterfaceStrong, colours.ink);
    text_right(context, right(body), top, points, kInterface, colours.ink, Figures::Tabular);
    top += kInterface.line_height;
    top +=
        text_wrapped(context, ImVec2(body.left, top), room, part.reason, kSecondary, colours.ink2) +
        6;
    const float width = std::max(part.points > 0 ? 2.0F : 0.0F, body.width * part.points / most);
    fill({body.left, top, body.width, kBar}, context.theme.dark ? colours.raised : colours.panel,
         2);
    fill({body.left, top, width, kBar}, colours.accent, 2);
    top += kBar + kSpace3;
    Node node = make_node(node_id("reason"), Role::ListItem,
                          context.say(word::kReason, part.name, part.reason, points));
    node.rect = {body.left, begin, body.width, top - begin};
    context.semantics.add(std::move(node));
    ImGui::PopID();
  }
  context.semantics.pop();
  horizontal_line(context, body.left, right(body), top, colours.line);
  top += kSpace2;
  const search::Explanation& it = why.explanation;
  const std::string whole = context.say(
      it.length > 0 ? word::kShorterCountMore : word::kWholeSentence,
      context.say(length_words(it.field), it.length, context.say.decimal(it.field_weight)));
  const float words_height = text_wrapped(context, ImVec2(body.left, top), body.width - kNumber,
                                          whole, kSecondary, colours.ink2);
  add_text(context, whole, {body.left, top, body.width - kNumber, words_height}, Role::Paragraph);
  const std::string score = context.say.decimal(it.score);
  text_right(context, right(body), top - 2, score, kInterfaceStrong, colours.accent,
             Figures::Tabular);
  add_text(context, context.say(word::kScore, score), {right(body) - kNumber, top, kNumber, 20});
  top += std::max(words_height, 22.0F);
  end_scroll(context, area, top - area.origin.y);
  if (dialog.close) context.out.send(app::CloseDialog{});
  end_dialog(context);
}

}  // namespace earshot::ui
