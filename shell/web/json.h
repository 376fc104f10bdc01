#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/action.h"
#include "app/effect.h"
#include "base/hash.h"
#include "import/importer.h"

/// What crosses the border as JSON, both directions of each in one place so that they agree.
namespace earshot::web {

/// What the page asks the worker to import.
struct ImportOrder {
  std::vector<import::FileEntry> entries;
  std::string fallback_show;
};

/// `{"show":"...","files":[["path",size],...]}`; what is odd is left out.
ImportOrder read_import_order(std::string_view json);

/// How the page wants packs merged.
struct MergeOrder {
  std::vector<std::vector<std::uint32_t>> left_out;  ///< of each pack, in their order
  std::vector<Id> left_out_sources;
  bool repairs_text = false;
};
/// `{"left_out":[[number,...],...],"sources":["id",...],"repair":true}`; what is odd is left out.
MergeOrder read_merge_order(std::string_view json);

/// `["id",...]`; what is odd is left out.
std::vector<Id> read_ids(std::string_view json);

/// The importer's reports as an array of objects, absent fields left out.
std::string write_reports(const std::vector<import::FileReport>& reports);
/// The same, read back on the app's side; what is odd is left out.
std::vector<app::FileOutcome> read_reports(std::string_view json);

/// Effects as an array of objects with `type`; a pack's bytes as address and size.
std::string write_effects(const std::vector<app::Effect>& effects);

}  // namespace earshot::web
