/**
 * What an element of the twin says: tag, attributes and text of a node of the app's semantic tree.
 */

/**
 * A node of the semantic tree; absent fields are left out (src/ui/semantics_json.cpp writes them).
 * @typedef {object} TwinNode
 * @property {number} id
 * @property {number} parent
 * @property {string} role
 * @property {string} [name]
 * @property {string} [value]
 * @property {string} [description]
 * @property {string} [shortcut]
 * @property {string} [lang]
 * @property {[number, number, number, number]} rect left, top, width, height in points, from the parent's
 * @property {number} [level]
 * @property {number} [setSize]
 * @property {number} [pos]
 * @property {number} [percent] progress, of the whole
 * @property {number} [now] a separator that can be moved: where it is, and its limits
 * @property {number} [least]
 * @property {number} [most]
 * @property {boolean} [selected]
 * @property {boolean} [checked]
 * @property {boolean} [expanded]
 * @property {boolean} [pressed]
 * @property {boolean} [current]
 * @property {boolean} [disabled]
 * @property {boolean} [focusable]
 * @property {boolean} [focused]
 * @property {boolean} [modal]
 * @property {boolean} [live]
 * @property {boolean} [flows] stands in the line of its parent's text
 * @property {boolean} [rtl] its text runs from right to left
 * @property {number} [controls] a combo box: the id of its open list
 * @property {number} [active] a combo box: the id of the option that the arrow keys have reached
 * @property {[number, number]} [sel] text boxes: selection in UTF-16 units of `value`
 * @property {boolean} [backward] its caret is at its begin
 * @property {[number, number, number]} [text] text boxes: where the text stands from the left edge, the width of what is seen
 *   of it, how far it is scrolled; in points
 * @property {[number, number]} [anchor] a document: where what is selected begins, a node and UTF-16 units of its text
 * @property {[number, number]} [focus] and where it ends
 */

/** Roles whose leaf shows its name as text; others get it as a label. */
const LABELLED = new Set(['searchbox', 'combobox', 'textbox', 'progressbar', 'separator', 'checkbox', 'radio', 'list', 'listbox',
  'tree', 'tablist', 'radiogroup', 'toolbar', 'menu', 'dialog', 'group', 'region', 'application', 'table', 'row']);

/** Roles of passages: where a selection goes over several, each is a line. */
const PASSAGES = new Set(['paragraph', 'heading', 'blockquote', 'code', 'listitem', 'row', 'cell', 'columnheader']);

/** @param {string} role */
export const isPassage = (role) => PASSAGES.has(role);

/** @param {string} role */
export function tagOf(role) {
  switch (role) {
    case 'searchbox':
    case 'combobox':
    case 'textbox':
      return 'input';
    case 'button':
      return 'button';
    case 'text':
    case 'link':
    case 'img':
      return 'span';
    default:
      return 'div';
  }
}

/**
 * The attributes that say what a node is.
 * @param {TwinNode} node
 * @param {boolean} isLeaf
 * @returns {Record<string, string>}
 */
export function attributesOf(node, isLeaf) {
  /** @type {Record<string, string>} */
  const said = {};
  const { role } = node;
  if (role !== 'text') said['role'] = role;
  // What stands for an image is text of its document; but what is in an image names nothing.
  if (node.name && (role === 'img' || !showsName(node, isLeaf))) said['aria-label'] = node.name;
  for (const [fact, attribute] of kTexts) if (node[fact]) said[attribute] = String(node[fact]);
  for (const [fact, attribute] of kStates) if (node[fact] !== undefined) said[attribute] = String(node[fact]);
  if (node.live) said['aria-live'] = 'off'; // the announcer says it
  if (node.rtl) said['dir'] = 'rtl';
  if (node.now !== undefined) said['aria-orientation'] = 'vertical';
  if (node.controls) said['aria-controls'] = elementId(node.controls);
  if (node.active) said['aria-activedescendant'] = elementId(node.active);
  if (node.setSize !== undefined && role !== 'row') said[role === 'table' ? 'aria-rowcount' : 'aria-setsize'] = String(node.setSize);
  if (node.pos !== undefined) said[role === 'row' ? 'aria-rowindex' : 'aria-posinset'] = String(node.pos);
  if (node.flows) said['class'] = 'flow';
  else if (!isLeaf) said['class'] = 'open';
  const tag = tagOf(role);
  if (node.focusable) said['tabindex'] = '0';
  else if (tag === 'button' || tag === 'input') said['tabindex'] = '-1';
  if (tag === 'button') said['type'] = 'button';
  else if (tag === 'input') sayBox(node, said);
  else if (role === 'progressbar' && node.value !== undefined) said['aria-valuetext'] = node.value;
  // What others refer to.
  if (role === 'listbox' || role === 'option') said['id'] = elementId(node.id);
  return said;
}

/** Facts that are said where there is something to say. @type {[keyof TwinNode, string][]} */
const kTexts = [['description', 'aria-description'], ['shortcut', 'aria-keyshortcuts'], ['lang', 'lang'], ['current', 'aria-current'],
  ['disabled', 'aria-disabled'], ['modal', 'aria-modal']];
/** Facts that are said where they apply, false ones too. @type {[keyof TwinNode, string][]} */
const kStates = [['level', 'aria-level'], ['percent', 'aria-valuenow'], ['selected', 'aria-selected'], ['checked', 'aria-checked'],
  ['expanded', 'aria-expanded'], ['pressed', 'aria-pressed'], ['now', 'aria-valuenow'], ['least', 'aria-valuemin'],
  ['most', 'aria-valuemax']];

/**
 * @param {TwinNode} node a text box
 * @param {Record<string, string>} said
 */
function sayBox({ role }, said) {
  said['type'] = role === 'searchbox' ? 'search' : 'text';
  if (role !== 'textbox') said['enterkeyhint'] = 'search';
  said['autocomplete'] = said['autocapitalize'] = 'off';
  said['spellcheck'] = 'false';
  if (role !== 'combobox') return;
  said['aria-autocomplete'] = 'list';
  said['aria-haspopup'] = 'listbox';
}

/**
 * What a node's element is called where another one refers to it.
 * @param {number} id
 */
function elementId(id) {
  return `node-${id}`;
}

/**
 * Whether a node's name is its text; else it is a label.
 * @param {TwinNode} node
 * @param {boolean} isLeaf
 */
export function showsName(node, isLeaf) {
  if (node.role === 'document' && node.value !== undefined) return false;
  return node.role === 'listitem' || (isLeaf && !LABELLED.has(node.role));
}

/**
 * @param {TwinNode} node
 * @param {boolean} isLeaf
 */
export function textOf(node, isLeaf) {
  if (showsName(node, isLeaf)) return node.name ?? '';
  return node.role === 'document' ? (node.value ?? '') : '';
}
