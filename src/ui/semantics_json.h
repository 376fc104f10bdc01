#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/semantics.h"

/// How nodes are written for the page: appended to one string, without an allocation but its own.
namespace earshot::ui {

void put_number(std::string& out, std::int64_t value);

/// Left, top, width, height, in points to the hundredth.
void put_rect(std::string& out, const Rect& rect);

/// An object; absent fields are left out. `nodes` are those of its tree: places of a selection are
/// written in UTF-16 units of the node that tells them.
void put_node(std::string& out, const Node& node, const Rect& rect, const std::vector<Node>& nodes);

}  // namespace earshot::ui
