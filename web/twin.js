/**
 * The DOM twin: what the canvas shows, as elements with the same roles, names, states and places. Screen readers read
 * it, tests press by it, and its focused text box is where text, input methods and phone keyboards go.
 *
 * Of the app's semantic tree comes what changed since the last time, in steps of a bounded size (src/ui/told_tree.h);
 * elements are kept by the nodes' ids, and those of nodes that went serve nodes that come.
 */

import { Composition } from './composition.js';
import { attributesOf, isPassage, tagOf, textOf } from './twin_node.js';
import { TwinPool } from './twin_pool.js';
import { TwinSelection, ownText } from './twin_selection.js';

/** @typedef {import('./twin_node.js').TwinNode} TwinNode */

/**
 * A step of the tree (src/ui/told_tree.h).
 * @typedef {object} TreeChange
 * @property {number[]} gone ids
 * @property {TwinNode[]} nodes new, or with something else to say; parents before children
 * @property {number[]} children id of a parent whose children are others, how many they are, their ids in order; and so on
 * @property {number[]} moved five numbers for each that only stands elsewhere: id and rectangle
 */

/**
 * Where the twin sends what somebody did to an element.
 * @typedef {object} TwinTarget
 * @property {(node: number) => void} press
 * @property {(node: number) => void} focus
 * @property {(node: number, value: string, selection: Units, composed: Units) => void} setValue
 * @property {(node: number, value: string, selection: BoxSelection) => void} setSelection
 * @property {(document: number, anchor: import('./twin_selection.js').TextPlace, focus: import('./twin_selection.js').TextPlace) => void} selectText
 * @property {(node: number, words: string) => void} announce
 * @property {() => void} enter a line break was typed by a keyboard that sends no keys
 */

/**
 * UTF-16 units of a text box's value.
 * @typedef {{ begin: number, end: number }} Units
 */

/** What is selected in a text box; backward: the caret is at its begin. @typedef {Units & { isBackward: boolean }} BoxSelection */

/**
 * @typedef {object} Entry
 * @property {TwinNode} node
 * @property {number} parent
 * @property {HTMLElement} element
 * @property {string} tag
 * @property {boolean} isLeaf
 * @property {Record<string, string>} attributes that the element has
 * @property {number[]} place of SIDES, that it has
 * @property {number} scrolled a text box: how far the app has scrolled its text, in points
 * @property {number} patience updates for which an older value of the app is not believed
 * @property {string} seenSelection the selection last sent or set, so that our own changes are not sent back
 */

/** Updates after the user typed until the app's value counts again: it travels through a tick or two. */
const PATIENCE = 3;
/** The same for the focus. */
const FOCUS_PATIENCE = 3;
/**
 * Size of a text box's characters on the canvas, in parts of the element's: those are larger, since iOS zooms the page into
 * smaller ones, and scaled down.
 */
const BOX_SCALE = 15 / 16;

export class Twin {
  /**
   * @param {HTMLElement} root
   * @param {TwinTarget} target
   */
  constructor(root, target) {
    this.root = root;
    this.target = target;
    /** @type {Map<number, Entry>} */
    this.entries = new Map();
    /** @type {WeakMap<Element, Entry>} */
    this.byElement = new WeakMap();
    this.pool = new TwinPool();
    this.textBox = 0;
    /** The node that has the app's focus, 0: none. */
    this.focused = 0;
    this.focusFromApp = 0;
    /** Updates for which the focus that the user set is not taken away: the app's follows in a tick or two. */
    this.focusPatience = 0;
    this.isFocusing = false;
    this.isBehind = false;
    this.composition = new Composition();
    /** The document whose text is selected from, 0: none is there. */
    this.document = 0;
    this.selection = new TwinSelection(
      root,
      { elementOf: (id) => this.entries.get(id)?.element, nodeOf: (element) => this.byElement.get(element)?.node.id ?? 0 },
      (document, anchor, focus) => target.selectText(document, anchor, focus),
    );
    root.addEventListener('click', (event) => this.onClick(event));
    root.addEventListener('focusin', (event) => this.onFocus(event));
    root.addEventListener('beforeinput', (event) => this.onBeforeInput(event));
    root.addEventListener('input', (event) => this.onInput(event.target));
    root.addEventListener('compositionstart', (event) => {
      if (event.target instanceof HTMLInputElement) this.composition.start(event.target, event.data);
    });
    root.addEventListener('compositionupdate', (event) => this.composition.update(event.data));
    root.addEventListener('compositionend', (event) => {
      this.composition.end();
      this.onInput(event.target);
    });
    root.ownerDocument.addEventListener('selectionchange', () => this.onSelection());
  }

  /**
   * @param {EventTarget | null} target
   * @returns {Entry | undefined}
   */
  entryOf(target) {
    return target instanceof Element ? this.byElement.get(target) : undefined;
  }

  /**
   * Whether the element is one of the twin's text boxes, where typed characters belong.
   * @param {EventTarget | null} target
   */
  isTextBox(target) {
    return this.entryOf(target)?.tag === 'input';
  }

  /** @param {TreeChange} change */
  update({ gone, nodes, children, moved }) {
    const held = this.byElement.get(/** @type {Element} */ (this.root.ownerDocument.activeElement))?.node.id;
    this.drop(gone);
    /** @type {Set<number>} those that have children now; of the others that are told here nobody has */
    const parents = new Set();
    for (let at = 0; at + 1 < children.length; at += 2 + count(children, at)) if (count(children, at) > 0) parents.add(/** @type {number} */ (children[at]));
    /** @type {Entry[]} in a line of text, whose places are not where the browser would put them */
    const flowing = [];
    /** @type {{ entry: Entry, isNew: boolean }[]} */
    const announced = [];
    for (const node of nodes) {
      const before = this.entries.get(node.id);
      const words = before?.node.name;
      const entry = this.entryFor(node, before ? before.isLeaf : !parents.has(node.id));
      if (node.focused) this.focused = node.id;
      else if (this.focused === node.id) this.focused = 0;
      if (node.role === 'document' && node.value === undefined) this.document = node.id;
      if (node.live && node.name !== words) announced.push({ entry, isNew: !before });
      this.place(entry, flowing);
    }
    for (let at = 0; at + 1 < children.length; at += 2 + count(children, at)) this.arrange(children, at);
    for (let at = 0; at + 4 < moved.length; at += 5) {
      const entry = this.entries.get(/** @type {number} */ (moved[at]));
      if (!entry) continue;
      entry.node.rect = /** @type {[number, number, number, number]} */ (moved.slice(at + 1, at + 5));
      this.place(entry, flowing);
    }
    this.placeInLines(flowing);
    for (const { entry, isNew } of announced) {
      // What a dialog shows when it opens is read with it.
      if (!isNew || !entry.element.closest('[role="dialog"]')) this.target.announce(entry.node.id, entry.node.name ?? '');
    }
    const holder = held === undefined ? undefined : this.entries.get(held);
    if (holder) this.keepFocus(holder.element);
    this.scrollBoxes(nodes);
    this.selection.isStale = true;
  }

  /** @param {number[]} gone ids */
  drop(gone) {
    if (gone.length === 0) return;
    const all = new Set(gone);
    for (const id of gone) {
      const entry = this.entries.get(id);
      if (!entry) continue;
      if (entry.node.live) this.target.announce(id, '');
      // What is in something that is gone goes with it.
      if (!all.has(entry.parent)) entry.element.remove();
      this.entries.delete(id);
      this.pool.give(entry);
    }
    if (all.has(this.document)) this.document = 0;
    if (all.has(this.focused)) this.focused = 0;
  }

  /**
   * Brings the elements of one parent into their order.
   * @param {number[]} children as in TreeChange
   * @param {number} at where the parent's id stands
   */
  arrange(children, at) {
    const parent = /** @type {number} */ (children[at]);
    const size = count(children, at);
    const above = this.entries.get(parent);
    if (above && above.isLeaf !== (size === 0)) this.entryFor(above.node, size === 0);
    const home = above?.element ?? this.root;
    /** The child that stands where the next one belongs. */
    let next = this.dropUnused(home.firstElementChild);
    for (let place = at + 2; place < at + 2 + size; ++place) {
      const entry = this.entries.get(/** @type {number} */ (children[place]));
      if (!entry) continue;
      entry.parent = parent;
      if (next === entry.element) next = this.dropUnused(next.nextElementSibling);
      else home.insertBefore(entry.element, next);
    }
    while (next) next = this.dropUnused(next.nextElementSibling);
  }

  /**
   * Takes out what still stands in an element that serves another node by now.
   * @param {Element | null} from
   * @returns {Element | null} the first element from there that belongs to a node
   */
  dropUnused(from) {
    let element = from;
    while (element) {
      const entry = this.byElement.get(element);
      if (entry && this.entries.get(entry.node.id) === entry) break;
      const unused = element;
      element = element.nextElementSibling;
      unused.remove();
    }
    return element;
  }

  /**
   * Scrolls the text of those text boxes that the app has scrolled, or had. It measures them, so it comes last.
   * @param {TwinNode[]} nodes
   */
  scrollBoxes(nodes) {
    for (const { id, text } of nodes) {
      const entry = text && this.entries.get(id);
      if (!entry || (text[2] === 0 && entry.scrolled === 0)) continue;
      entry.scrolled = text[2];
      entry.element.scrollLeft = text[2] / BOX_SCALE;
    }
  }

  /**
   * Gives the focus back to an element that lost it because it was moved.
   * @param {HTMLElement} element that had it
   */
  keepFocus(element) {
    if (element.ownerDocument.activeElement === element) return;
    this.isFocusing = true;
    element.focus({ preventScroll: true });
    this.isFocusing = false;
  }

  /**
   * The Tab key leads out of the app: the browser goes on from the twin's edge. From the element that has the focus it would go to
   * the next one, which may be of the same group, as a transcript's times are, and a group is one stop.
   * @param {boolean} backwards
   */
  leave(backwards) {
    const page = this.root.ownerDocument;
    if (!this.root.contains(page.activeElement)) return;
    page.getElementById(backwards ? 'canvas' : 'twin-end')?.focus({ preventScroll: true });
  }

  /**
   * Gives the real focus to what has the app's.
   * @param {number} textBox the focused text box, 0: none
   */
  followFocus(textBox) {
    const focused = textBox || this.focused;
    if (this.focusPatience > 0 && !this.entries.has(focused)) {
      --this.focusPatience;
      return;
    }
    this.focusPatience = 0;
    if (focused === this.focusFromApp) return;
    this.focusFromApp = focused;
    this.textBox = textBox;
    const entry = this.entries.get(focused);
    const element = entry?.element;
    const active = this.root.ownerDocument.activeElement;
    this.isFocusing = true;
    if (element && element !== active) element.focus({ preventScroll: true });
    // What the app selected before the focus came: the browser would put the caret at the end, and tell the app so.
    if (element instanceof HTMLInputElement && entry?.node.sel) select(element, wantedSelection(entry.node));
    else if (!element && active instanceof HTMLElement && this.root.contains(active)) active.blur();
    this.isFocusing = false;
    this.selection.isStale = true; // a text box that is left had a selection of its own
  }

  /**
   * Marks the page for those that wait until the twin tells all that the screen shows.
   * @param {boolean} isBehind
   */
  sayWhetherBehind(isBehind) {
    if (isBehind === this.isBehind) return;
    this.isBehind = isBehind;
    this.root.toggleAttribute('data-behind', isBehind);
  }

  /** Gives the browser what is selected in the text. */
  followSelection() {
    this.selection.follow(this.entries.get(this.document)?.node);
  }

  /**
   * @param {TwinNode} node
   * @param {boolean} isLeaf
   * @returns {Entry}
   */
  entryFor(node, isLeaf) {
    const tag = tagOf(node.role);
    const before = this.entries.get(node.id);
    if (before?.tag === tag) {
      this.rewrite(before, node, isLeaf);
      return before;
    }
    const used = before ? undefined : this.pool.take(node, isLeaf, this.entries.get(node.parent)?.element);
    if (used) {
      this.entries.set(node.id, used);
      this.rewrite(used, node, isLeaf);
      return used;
    }
    const element = this.root.ownerDocument.createElement(tag);
    if (before) {
      element.append(...before.element.children);
      before.element.replaceWith(element);
    }
    const attributes = attributesOf(node, isLeaf);
    /** @type {Entry} */
    const entry = { node, parent: node.parent, element, tag, isLeaf, attributes, place: SIDES.map(() => NaN), scrolled: 0, patience: 0, seenSelection: '' };
    this.entries.set(node.id, entry);
    this.byElement.set(element, entry);
    setAttributes(element, attributes, {});
    writeText(element, textOf(node, isLeaf));
    if (element instanceof HTMLInputElement) this.fill(entry, element);
    return entry;
  }

  /**
   * Brings an element from what it said to what it says now.
   * @param {Entry} entry
   * @param {TwinNode} node
   * @param {boolean} isLeaf
   */
  rewrite(entry, node, isLeaf) {
    const attributes = attributesOf(node, isLeaf);
    setAttributes(entry.element, attributes, entry.attributes);
    entry.attributes = attributes;
    const text = textOf(node, isLeaf);
    if (text !== textOf(entry.node, entry.isLeaf)) writeText(entry.element, text);
    entry.node = node;
    entry.isLeaf = isLeaf;
    if (entry.element instanceof HTMLInputElement) this.fill(entry, entry.element);
  }

  /**
   * Brings the app's value and selection into a text box, unless the user is just typing there.
   * @param {Entry} entry
   * @param {HTMLInputElement} input
   */
  fill(entry, input) {
    if (this.composition.box === input) return;
    const value = entry.node.value ?? '';
    if (input.value === value) {
      entry.patience = 0;
    } else if (entry.patience > 0) {
      --entry.patience;
      return;
    } else {
      input.value = value;
    }
    const wanted = wantedSelection(entry.node);
    const selection = described(wanted);
    if (input.ownerDocument.activeElement === input && selection !== entry.seenSelection && selection !== described(selectionOf(input))) {
      select(input, wanted);
    }
    entry.seenSelection = selection;
  }

  /**
   * @param {Entry} entry
   * @param {Entry[]} flowing
   */
  place(entry, flowing) {
    const { node } = entry;
    if (node.flows) {
      if (node.role !== 'text') flowing.push(entry); // words are where their block is
      return;
    }
    if (node.text) placeBox(entry, node.rect, node.text);
    else setPlace(entry, isPassage(node.role) ? [...node.rect, -node.rect[3]] : node.rect);
  }

  /**
   * Brings what stands in a line of text to where the canvas shows it: fingers of assistive technology press there. The
   * browser's own line is measured once for each that is new or moved within its block.
   * @param {Entry[]} flowing
   */
  placeInLines(flowing) {
    if (flowing.length === 0 || this.root.hidden) return; // what is hidden has no measures
    const places = flowing.map(({ element, parent, place }) => {
      const line = element.getBoundingClientRect();
      const block = (this.entries.get(parent)?.element ?? this.root).getBoundingClientRect();
      return {
        x: (line.left + line.right) / 2 - block.left - (place[0] || 0),
        y: (line.top + line.bottom) / 2 - block.top - (place[1] || 0),
      };
    });
    flowing.forEach((entry, at) => {
      const [left, top, width, height] = entry.node.rect;
      const line = /** @type {{ x: number, y: number }} */ (places[at]);
      setPlace(entry, [Math.round(left + width / 2 - line.x), Math.round(top + height / 2 - line.y)]);
    });
  }

  /** The twin was hidden and no longer is: what came in between stands where it belongs. */
  onShown() {
    this.placeInLines([...this.entries.values()].filter(({ node }) => node.flows && node.role !== 'text'));
  }

  /** @param {Event} event */
  onClick(event) {
    // The innermost element that can be acted on.
    for (let element = event.target; element instanceof Element && element !== this.root; element = element.parentElement) {
      const entry = this.byElement.get(element);
      if (!entry) continue;
      if (entry.tag === 'input') {
        this.target.focus(entry.node.id);
        return;
      }
      // Options take no focus: their text box keeps it.
      if (entry.node.focusable || entry.tag === 'button' || entry.node.role === 'option' || entry.node.role === 'link') {
        this.target.press(entry.node.id);
        return;
      }
    }
  }

  /** @param {Event} event */
  onFocus(event) {
    const entry = this.entryOf(event.target);
    if (!entry || this.isFocusing) return;
    this.focusPatience = FOCUS_PATIENCE;
    this.target.focus(entry.node.id);
  }

  /** @param {InputEvent} event */
  onBeforeInput(event) {
    if (event.inputType !== 'insertLineBreak' && event.inputType !== 'insertParagraph') return;
    event.preventDefault();
    this.target.enter();
  }

  /** @param {EventTarget | null} target */
  onInput(target) {
    const entry = this.entryOf(target);
    if (!entry || !(target instanceof HTMLInputElement)) return;
    const selection = selectionOf(target);
    entry.patience = PATIENCE;
    entry.seenSelection = described(selection);
    this.target.setValue(entry.node.id, target.value, selection, this.composition.rangeIn(target));
  }

  /**
   * Puts text into a text box in place of what is selected there, as if it had been typed.
   * @param {number} node
   * @param {string} text
   */
  insert(node, text) {
    const input = this.entries.get(node)?.element;
    if (!(input instanceof HTMLInputElement)) return;
    input.setRangeText(text.replace(/[\r\n\t]+/g, ' '), input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
    this.onInput(input);
  }

  onSelection() {
    const active = this.root.ownerDocument.activeElement;
    const entry = this.entryOf(active);
    if (!(active instanceof HTMLInputElement)) {
      this.selection.onChange();
      return;
    }
    if (!entry) return;
    const selection = selectionOf(active);
    if (described(selection) === entry.seenSelection || active.value !== (entry.node.value ?? '')) return;
    entry.seenSelection = described(selection);
    this.target.setSelection(entry.node.id, active.value, selection);
  }
}

/**
 * @param {HTMLInputElement} input
 * @returns {BoxSelection}
 */
function selectionOf(input) {
  const begin = input.selectionStart ?? input.value.length;
  const end = input.selectionEnd ?? begin;
  return { begin, end, isBackward: begin < end && input.selectionDirection === 'backward' };
}

/**
 * What the app has selected in a text box.
 * @param {TwinNode} node
 * @returns {BoxSelection}
 */
function wantedSelection({ value = '', sel: [begin, end] = [value.length, value.length], backward = false }) {
  return { begin, end, isBackward: backward };
}

/**
 * @param {HTMLInputElement} input
 * @param {BoxSelection} selection
 */
function select(input, { begin, end, isBackward }) {
  input.setSelectionRange(begin, end, isBackward ? 'backward' : 'forward');
}

/** @param {BoxSelection} selection */
function described({ begin, end, isBackward }) {
  return `${begin} ${end} ${isBackward}`;
}

/**
 * @param {number[]} children as in TreeChange
 * @param {number} at where a parent's id stands
 */
function count(children, at) {
  return /** @type {number} */ (children[at + 1]);
}

/**
 * @param {Element} element
 * @param {Record<string, string>} attributes
 * @param {Record<string, string>} before
 */
function setAttributes(element, attributes, before) {
  for (const name in attributes) {
    const value = /** @type {string} */ (attributes[name]);
    if (before[name] !== value) element.setAttribute(name, value);
  }
  for (const name in before) if (!(name in attributes)) element.removeAttribute(name);
}

/**
 * Puts the text before the elements that are in the same one.
 * @param {Element} element
 * @param {string} text
 */
function writeText(element, text) {
  const own = ownText(element);
  if (own && text) own.data = text;
  else if (own) own.remove();
  else if (text) element.prepend(text);
}

/**
 * What is written of a place. Passages stand in the flow of their parent, all at its begin, by a margin that takes back
 * their height: the browser puts line ends between what is selected in such blocks, and none between others.
 * @type {('left' | 'top' | 'width' | 'height' | 'marginBottom' | 'paddingLeft' | 'paddingRight')[]}
 */
const SIDES = ['left', 'top', 'width', 'height', 'marginBottom', 'paddingLeft', 'paddingRight'];

/**
 * Writes what changed: reading a style back costs more than remembering it.
 * @param {Entry} entry
 * @param {number[]} place of SIDES, or the first of them
 */
function setPlace({ element: { style }, place: before }, place) {
  for (let side = 0; side < place.length; ++side) {
    if (before[side] === place[side]) continue;
    const value = /** @type {number} */ (place[side]);
    before[side] = value;
    style[/** @type {'left'} */ (SIDES[side])] = `${value}px`;
  }
}

/**
 * Puts a text box's own text, with its caret, where the canvas draws it: input methods open their windows there, and a
 * phone its magnifier.
 * @param {Entry} entry
 * @param {[number, number, number, number]} rect
 * @param {[number, number, number]} text
 */
function placeBox(entry, [left, top, width, height], [textLeft, textWidth]) {
  const inside = [width, height, 0, textLeft, Math.max(0, width - textLeft - textWidth)].map((points) => points / BOX_SCALE);
  setPlace(entry, [left, top, ...inside]);
}
