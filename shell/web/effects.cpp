#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "shell/web/json.h"
#include "shell/web/json_document.h"

namespace earshot::web {
namespace {

/// Writes one effect; the names are those of web/bridge.js.
struct EffectWriter {
  JsonWriter& json;

  yyjson_mut_val* begin(const char* type) const {
    yyjson_mut_val* const object = json.add_object();
    json.put(object, "type", type);
    return object;
  }
  // Written even where empty or zero: the page reads every field.
  void put(yyjson_mut_val* object, const char* key, std::string_view text) const {
    yyjson_mut_obj_add_strncpy(json.document(), object, key, text.data(), text.size());
  }
  void put(yyjson_mut_val* object, const char* key, std::uint32_t number) const {
    yyjson_mut_obj_add_uint(json.document(), object, key, number);
  }
  void put_ids(yyjson_mut_val* object, const char* key, const std::vector<Id>& ids) const {
    yyjson_mut_val* const list = yyjson_mut_obj_add_arr(json.document(), object, key);
    for (const Id id : ids) {
      const std::string text = to_string(id);
      yyjson_mut_arr_add_strncpy(json.document(), list, text.data(), text.size());
    }
  }

  void operator()(const app::StartImport& effect) const {
    put(begin("start_import"), "job", effect.job);
  }
  void operator()(const app::StopImport& effect) const {
    put(begin("stop_import"), "job", effect.job);
  }
  void operator()(const app::StorePack& effect) const {
    yyjson_mut_val* const object = begin("store_pack");
    put(object, "id", to_string(effect.pack));
    const auto address = reinterpret_cast<std::uintptr_t>(effect.bytes.data());
    put(object, "at", static_cast<std::uint32_t>(address));
    put(object, "size", static_cast<std::uint32_t>(effect.bytes.size()));
  }
  void operator()(const app::RemovePack& effect) const {
    put(begin("remove_pack"), "id", to_string(effect.pack));
  }
  void operator()(const app::MergePacks& effect) const {
    yyjson_mut_val* const object = begin("merge_packs");
    yyjson_mut_val* const parts = yyjson_mut_obj_add_arr(json.document(), object, "parts");
    for (const app::MergePacks::Part& part : effect.parts) {
      yyjson_mut_val* const entry = yyjson_mut_arr_add_obj(json.document(), parts);
      put(entry, "id", to_string(part.pack));
      const auto address = reinterpret_cast<std::uintptr_t>(part.bytes.data());
      put(entry, "at", static_cast<std::uint32_t>(address));
      put(entry, "size", static_cast<std::uint32_t>(part.bytes.size()));
      yyjson_mut_val* const numbers = yyjson_mut_obj_add_arr(json.document(), entry, "left_out");
      for (const std::uint32_t number : part.left_out)
        yyjson_mut_arr_add_uint(json.document(), numbers, number);
    }
    put_ids(object, "sources", effect.left_out_sources);
    yyjson_mut_obj_add_bool(json.document(), object, "repair", effect.repairs_text);
  }
  void operator()(const app::ReplacePacks& effect) const {
    yyjson_mut_val* const object = begin("replace_packs");
    put(object, "id", to_string(effect.pack));
    const auto address = reinterpret_cast<std::uintptr_t>(effect.bytes.data());
    put(object, "at", static_cast<std::uint32_t>(address));
    put(object, "size", static_cast<std::uint32_t>(effect.bytes.size()));
    put_ids(object, "replaced", effect.replaced);
  }
  void operator()(const app::StoreUserData& effect) const {
    put(begin("store_user_data"), "json", effect.json);
  }
  void operator()(const app::ShowFilePicker& effect) const {
    yyjson_mut_obj_add_bool(json.document(), begin("show_file_picker"), "folder", effect.folder);
  }
  void operator()(const app::OpenUrl& effect) const { put(begin("open_url"), "url", effect.url); }
  void operator()(const app::WriteClipboard& effect) const {
    put(begin("write_clipboard"), "text", effect.text);
  }
  void operator()(const app::ReadClipboard& effect) const {
    put(begin("read_clipboard"), "node", effect.node);
  }
  void operator()(const app::WriteLink& effect) const {
    put(begin("write_link"), "fragment", effect.fragment);
  }
  void operator()(const app::WritePrimarySelection&) const {}  // the page says that it has none
  void operator()(const app::SetLanguageOfPage& effect) const {
    put(begin("set_language"), "tag", effect.tag);
  }
  void operator()(const app::ShowPage& effect) const {
    yyjson_mut_val* const object = begin("show_page");
    put(object, "title", effect.title);
    const std::string page = effect.page.to_json();
    yyjson_mut_obj_add_val(json.document(), object, "page",
                           yyjson_mut_rawncpy(json.document(), page.data(), page.size()));
  }
  void operator()(const app::SetWindowTitle& effect) const {
    put(begin("set_window_title"), "title", effect.title);
  }
};

}  // namespace

std::string write_effects(const std::vector<app::Effect>& effects) {
  JsonWriter json;
  for (const app::Effect& effect : effects)
    std::visit(EffectWriter{json}, effect);
  return json.text();
}

}  // namespace earshot::web
