#include "ui/reader.h"

#include <imgui.h>

#include <memory>

#include "ui/rail.h"
#include "ui/reader_page.h"

namespace earshot::ui {

struct ReaderState::Parts {
  ReaderPage page;
};

ReaderState::ReaderState() : parts_(std::make_unique<Parts>()) {}
ReaderState::~ReaderState() = default;

void draw_reader(Context& context, const app::App& app, ReaderState& state, MenuState& menu,
                 FindBar& find) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size = ImGui::GetContentRegionAvail();
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoScrollbar |
                                      ImGuiWindowFlags_NoScrollWithMouse |
                                      ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoNav;
  if (ImGui::BeginChild("reader", size, ImGuiChildFlags_None, kFlags)) {
    const ReaderPageInput input{.zoom = app.settings().zoom,
                                .measure = app.settings().measure,
                                .find = app.find(),
                                .query_on = !app.results().query.empty(),
                                .has_about = context.frame.width < kRailFrom && has_boxes(app)};
    const Rect area{at.x, at.y, size.x, size.y};
    const FindRoom room =
        draw_reader_page(context, app.reader(), input, area, state.parts_->page, menu);
    draw_find_bar(context, app, find, room);
  }
  ImGui::EndChild();
}

}  // namespace earshot::ui
