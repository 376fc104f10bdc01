#include "ui/offers_card.h"

#include <algorithm>
#include <string>
#include <vector>

#include <imgui_internal.h>

#include "ui/cluster_places.h"
#include "ui/glyph_runs.h"
#include "ui/interaction.h"
#include "ui/paint.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

/// A stretch of a line that belongs to a link.
struct Piece {
  Rect rect;
  std::size_t line = 0;
};

struct Offer {
  std::string_view text;
  std::vector<Range> lines_in_text = {};
  ImVec2 at;
  float width = 0;

  float height() const { return static_cast<float>(lines_in_text.size()) * kSecondary.line_height; }
  ImVec2 line_at(std::size_t number) const {
    return {at.x, at.y + static_cast<float>(number) * kSecondary.line_height};
  }
};

/// Where a range of the offer's text stands, line by line.
std::vector<Piece> pieces_of(Context& context, const Offer& offer, Range range_in_text) {
  std::vector<Piece> pieces;
  std::vector<Cluster> clusters;
  std::vector<Stretch> parts;
  for (std::size_t number = 0; number < offer.lines_in_text.size(); ++number) {
    const Range line = offer.lines_in_text[number];
    const std::uint32_t begin = std::max(range_in_text.begin, line.begin);
    const std::uint32_t end = std::min(range_in_text.end, line.end);
    if (begin >= end) continue;
    context.glyphs.shape(slice(offer.text, line), kSecondary, Figures::Proportional, clusters);
    stretches(clusters, {begin - line.begin, end - line.begin}, parts);
    const ImVec2 at = offer.line_at(number);
    for (const Stretch& part : parts) {
      const float right_edge = std::min(part.right, offer.width);
      if (part.left < right_edge)
        pieces.push_back(
            {{at.x + part.left, at.y, right_edge - part.left, kSecondary.line_height}, number});
    }
  }
  return pieces;
}

/// The link's words over the line that was drawn without it: order and kerning are the line's.
void paint_link(Context& context, const Offer& offer, const Piece& piece, const Press& press) {
  const Palette& colours = context.theme.palette;
  fill(piece.rect, colours.panel);
  ImGui::PushClipRect(top_left(piece.rect), bottom_right(piece.rect), true);
  text_clipped(context, offer.line_at(piece.line), offer.width + 1,
               slice(offer.text, offer.lines_in_text[piece.line]), kSecondary, colours.accent);
  ImGui::PopClipRect();
  fill({piece.rect.left, bottom(piece.rect) - 2, piece.rect.width, 1},
       press.hovered ? colours.accent : faded(colours.accent, 0.55F));
}

void draw_link(Context& context, const Offer& offer, Range range_in_text, std::string_view url) {
  const std::vector<Piece> pieces = pieces_of(context, offer, range_in_text);
  Rect rect{offer.at.x, offer.at.y, 0, 0};
  if (!pieces.empty()) rect = pieces.front().rect;
  Node node = make_node(node_id("link"), Role::Link, slice(offer.text, range_in_text));
  node.description = url;
  node.flows = true;
  // What the window's edge hides is told with its sentence; the keyboard comes to what one sees.
  const bool is_seen = ImGui::IsRectVisible(top_left(rect), bottom_right(rect));
  Press press = interact(context, std::move(node), rect,
                         {.keep_when_clipped = !is_seen, .no_stop = !is_seen});
  for (std::size_t number = 1; number < pieces.size(); ++number) {
    // The rest of a link that runs on: pressed like its beginning, told once.
    ImGui::PushID(static_cast<int>(number));
    const Rect& rest = pieces[number].rect;
    const ImRect box(top_left(rest), bottom_right(rest));
    const ImGuiID id = ImGui::GetID("rest");
    bool hovered = false, held = false;
    if (ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav)) {
      press.pressed |= ImGui::ButtonBehavior(box, id, &hovered, &held, ImGuiButtonFlags_NoNavFocus);
      if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    press.hovered |= hovered;
    ImGui::PopID();
  }
  for (const Piece& piece : pieces) {
    paint_link(context, offer, piece, press);
    if (press.ring) focus_ring(context, piece.rect, kRadiusSmall, 1);
  }
  if (press) context.out.send(app::OpenLink{std::string(url)});
}

void draw_offer(Context& context, const app::TrackView& offers, const pack::BlockRecord& block,
                const Offer& offer) {
  for (std::size_t number = 0; number < offer.lines_in_text.size(); ++number) {
    text_clipped(context, offer.line_at(number), offer.width + 1,
                 slice(offer.text, offer.lines_in_text[number]), kSecondary,
                 context.theme.palette.ink2);
  }
  Node node = make_node(node_id("offer"), Role::Paragraph, offer.text);
  node.rect = {offer.at.x, offer.at.y, offer.width, offer.height()};
  const Rect rect = node.rect;
  std::vector<const pack::SpanRecord*> links;
  for (const pack::SpanRecord& span : offers.spans) {
    const bool is_here = span.begin >= block.begin && span.end <= block.end;
    const std::uint32_t from = links.empty() ? block.begin : links.back()->end;
    if (is_here && span.begin >= from && span.begin < span.end &&
        span.kind == pack::SpanKind::Link && !offers.string(span.url).empty())
      links.push_back(&span);
  }
  node.told_by_parts = !links.empty();
  context.semantics.push(std::move(node));
  // In the order in which one reads: words, a link, words.
  std::uint32_t told = 0;
  const auto tell_words = [&](std::uint32_t end) {
    if (told >= end) return;
    ImGui::PushID(static_cast<int>(told));
    Node words = make_node(node_id("words"), Role::Text, slice(offer.text, Range{told, end}));
    ImGui::PopID();
    words.rect = rect;
    words.flows = true;
    context.semantics.add(std::move(words));
  };
  for (const pack::SpanRecord* link : links) {
    const Range range{link->begin - block.begin, link->end - block.begin};
    tell_words(range.begin);
    ImGui::PushID(static_cast<int>(range.begin));
    draw_link(context, offer, range, offers.string(link->url));
    ImGui::PopID();
    told = range.end;
  }
  if (!links.empty()) tell_words(static_cast<std::uint32_t>(offer.text.size()));
  context.semantics.pop();
}

}  // namespace

float offers_height(Context& context, const app::TrackView& offers, float width) {
  if (offers.empty()) return 0;
  float height = kSpace3 * 2 + kInterfaceStrong.line_height + kSpace1;
  for (const pack::BlockRecord& block : offers.blocks) {
    const std::string_view line = slice(offers.text, {block.begin, block.end});
    const auto lines = wrap(context, line, kSecondary, width - kSpace4 * 2);
    height += static_cast<float>(lines.size()) * kSecondary.line_height + kSpace1;
  }
  return height;
}

void draw_offers(Context& context, const app::TrackView& offers, const Rect& card) {
  const Palette& colours = context.theme.palette;
  fill(card, colours.panel, kRadiusLarge);
  outline(context, card, colours.line, kRadiusLarge);
  ImGui::PushID("offers");
  push_container(context, Role::Region, context.say(word::kOffers), card);
  const float left = card.left + kSpace4, width = card.width - kSpace4 * 2;
  float y = card.top + kSpace3;
  label(context, context.say(word::kOffers), {left, y, width, kInterfaceStrong.line_height},
        kInterfaceStrong, colours.ink, Role::Heading, 2);
  y += kInterfaceStrong.line_height + kSpace1;
  for (const pack::BlockRecord& block : offers.blocks) {
    Offer offer{.text = slice(offers.text, {block.begin, block.end}),
                .at = ImVec2(left, y),
                .width = width};
    offer.lines_in_text = wrap(context, offer.text, kSecondary, width);
    ImGui::PushID(static_cast<int>(block.begin));
    draw_offer(context, offers, block, offer);
    ImGui::PopID();
    y += offer.height() + kSpace1;
  }
  context.semantics.pop();
  ImGui::PopID();
}

}  // namespace earshot::ui
