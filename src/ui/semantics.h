#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::ui {

/// Names follow WAI-ARIA 1.2.
enum class Role : std::uint8_t {
  Application,
  Banner,
  Navigation,
  Main,
  Complementary,
  ContentInfo,
  Search,
  Region,
  Group,
  Dialog,
  Heading,
  Button,
  Link,
  SearchBox,
  ComboBox,  ///< a text box with a list to choose from
  TextBox,
  CheckBox,
  Radio,
  RadioGroup,
  Tab,
  TabList,
  TabPanel,
  List,
  ListItem,
  ListBox,
  Option,
  Tree,
  TreeItem,
  Table,
  Row,
  ColumnHeader,
  Cell,
  Menu,
  MenuItem,
  MenuItemRadio,
  Toolbar,
  ProgressBar,
  Status,
  Alert,
  Document,
  Article,
  Paragraph,
  BlockQuote,
  Code,
  Text,
  Time,
  Separator,
  Image,
};
std::string_view name(Role role);  ///< the ARIA role: "searchbox"

struct Rect {
  float left = 0, top = 0, width = 0, height = 0;  ///< points of the window
  bool operator==(const Rect&) const = default;
};

/// Stable across frames: made of the data's ids, not of row numbers. 0 is the root.
using NodeId = std::uint32_t;

/// Whether text is typed into what has this role.
bool is_text_box(Role role);

/// A place in the text that a node tells; node 0: none.
struct TextPoint {
  NodeId node = 0;
  std::uint32_t offset_in_name = 0;  ///< bytes
  bool operator==(const TextPoint&) const = default;
};

struct Node {
  NodeId id = 0;
  NodeId parent = 0;
  Role role = Role::Group;
  /// What it is called, or says. With `told_by_parts` its children say the same, so that it is not
  /// said twice.
  std::string name;
  std::string value;  ///< text boxes: the text; progress: "12 of 560"
  std::string description;
  std::string shortcut;  ///< as aria-keyshortcuts: "Control+K"
  std::string language;
  Rect rect;
  std::int16_t level = 0;                            ///< headings, tree items; 0: none
  std::int32_t set_size = -1, position_in_set = -1;  ///< position from 1
  std::int8_t selected = -1, checked = -1, expanded = -1, pressed = -1;  ///< -1: does not apply
  std::int8_t percent = -1;  ///< progress: of the whole; -1: not known
  /// A separator that can be moved: where it is and may go, in points; -1: it cannot.
  std::int16_t now = -1, least = -1, most = -1;
  bool current = false;  ///< aria-current: the playing cue, the open episode
  bool disabled = false;
  bool focusable = false;
  bool focused = false;
  bool modal = false;
  bool live = false;  ///< changes are announced politely
  bool told_by_parts = false;
  bool flows = false;  ///< stands in the line of its parent's text: a link, and the words round it
  /// A combo box: its list while that is open or walked, and the option that the arrow keys have
  /// reached; 0: none.
  NodeId controls = 0, active = 0;
  Range selection_in_value;       ///< text boxes: bytes of `value`
  bool selects_backward = false;  ///< the caret is at its begin
  /// Text boxes: where the text stands, from the rectangle's left edge; how wide the part of it is
  /// that is seen; how far it is scrolled. In points, of the text style of the interface.
  float text_left = 0, text_width = 0, text_scrolled = 0;
  /// A document: what is selected in it, as far as its nodes tell it.
  TextPoint anchor, focus;
  bool operator==(const Node&) const = default;
};

/// What somebody asks of a node through role and label: a screen reader, a test.
struct SemanticRequest {
  enum class Kind : std::uint8_t { Press, Focus, SetValue, SetSelection, SelectText };
  Kind kind = Kind::Press;
  NodeId node = 0;
  std::string value = {};             ///< SetValue
  Range selection_in_value = {};      ///< SetValue, SetSelection
  bool selects_backward = false;      ///< the caret is at its begin
  Range composed_in_value = {};       ///< SetValue: what an input method has not finished yet
  TextPoint anchor = {}, focus = {};  ///< SelectText: of a document
};

/// What the screen shows, as a tree; rewritten by the widgets in every tick.
///
/// Parents come before their children. The shell mirrors it as elements, tests press by it.
class SemanticTree {
 public:
  void begin_tick();
  /// Opens a container: nodes added until `pop` are its children.
  NodeId push(Node node);
  void pop();
  NodeId add(Node node);
  /// Opens a node of this tick that was added as a leaf: nodes added until `pop` are its children.
  void reopen(NodeId id) { open_.push_back(id); }
  /// Moves a node of this tick out of its parent, to stand behind it.
  void lift(NodeId id);
  /// Moves a layer's node into the modal dialog below it, else into the main part: whoever reads
  /// the page by its parts finds it there.
  void settle_layer(NodeId id);
  /// Sets up a change to a node added in this tick (null where there is none).
  Node* find(NodeId id);
  const std::vector<Node>& nodes() const { return nodes_; }

  /// Requests wait for the next tick; the widget with that id takes its own.
  void request(SemanticRequest request);
  bool take_press(NodeId id);
  bool take_focus(NodeId id);
  /// What several requests of a tick come to: the last value, with what was selected in it since.
  std::optional<SemanticRequest> take_value(NodeId id);
  std::optional<SemanticRequest> take_text_selection(NodeId id);
  /// Requests that no widget took in a whole tick are dropped.
  void end_tick();
  bool has_requests() const { return !requests_.empty(); }

  /// The tree as JSON, for programs that look at it from outside: an array of objects in tree
  /// order, absent fields left out.
  std::string to_json() const;

 private:
  std::optional<SemanticRequest> take(NodeId id, SemanticRequest::Kind kind,
                                      SemanticRequest::Kind other);

  std::vector<Node> nodes_;
  std::vector<NodeId> open_;
  std::vector<SemanticRequest> requests_;
  std::size_t requests_at_begin_ = 0;
};

}  // namespace earshot::ui
