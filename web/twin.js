/**
 * The DOM twin: what the canvas shows, as elements with the same roles, names, states and places. Screen readers read
 * it, tests press by it, and its focused text box is where text, input methods and phone keyboards go.
 *
 * The app's semantic tree comes as a list, parents before children; elements are kept by the nodes' ids and only
 * what differs is touched.
 */

import { Composition } from './composition.js';

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
 * @property {[number, number, number, number]} rect left, top, width, height in points of the window
 * @property {number} [level]
 * @property {number} [setSize]
 * @property {number} [pos]
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
 * @property {number} [controls] a combo box: the id of its open list
 * @property {number} [active] a combo box: the id of the option that the arrow keys have reached
 * @property {[number, number]} [sel] text boxes: selection in UTF-16 units of `value`
 */

/**
 * Where the twin sends what somebody did to an element.
 * @typedef {object} TwinTarget
 * @property {(node: number) => void} press
 * @property {(node: number) => void} focus
 * @property {(node: number, value: string, selection: Units, composed: Units) => void} setValue
 * @property {(node: number, value: string, begin: number, end: number) => void} setSelection
 * @property {() => void} enter a line break was typed by a keyboard that sends no keys
 */

/**
 * UTF-16 units of a text box's value.
 * @typedef {{ begin: number, end: number }} Units
 */

/**
 * @typedef {object} Entry
 * @property {TwinNode} node
 * @property {HTMLElement} element
 * @property {string} tag
 * @property {boolean} isLeaf
 * @property {number} patience updates for which an older value of the app is not believed
 * @property {string} seenSelection the selection last sent or set, so that our own changes are not sent back
 */

/** Updates after the user typed until the app's value counts again: it travels through a tick or two. */
const PATIENCE = 3;
/** The same for the focus. */
const FOCUS_PATIENCE = 6;

/** Roles whose leaf shows its name as text; others get it as a label. */
const LABELLED = new Set(['searchbox', 'combobox', 'textbox', 'progressbar', 'separator', 'img', 'checkbox', 'radio', 'list', 'listbox',
  'tree', 'tablist', 'radiogroup', 'toolbar', 'menu', 'dialog', 'group', 'region', 'application']);

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
      return 'span';
    default:
      return 'div';
  }
}

/**
 * The attributes that say what a node is; null: absent.
 * @param {TwinNode} node
 * @param {boolean} isLeaf
 * @returns {Record<string, string | null>}
 */
export function attributesOf(node, isLeaf) {
  const isText = showsName(node, isLeaf);
  const isInput = tagOf(node.role) === 'input';
  /** @param {boolean | undefined} state */
  const flag = (state) => (state === undefined ? null : String(state));
  return {
    role: node.role === 'text' ? null : node.role,
    'aria-label': isText || !node.name ? null : node.name,
    'aria-description': node.description ?? null,
    'aria-keyshortcuts': node.shortcut ?? null,
    'aria-level': node.level === undefined ? null : String(node.level),
    'aria-setsize': node.setSize === undefined ? null : String(node.setSize),
    'aria-posinset': node.pos === undefined ? null : String(node.pos),
    'aria-selected': flag(node.selected),
    'aria-checked': flag(node.checked),
    'aria-expanded': flag(node.expanded),
    'aria-pressed': flag(node.pressed),
    'aria-current': node.current ? 'true' : null,
    'aria-disabled': node.disabled ? 'true' : null,
    'aria-modal': node.modal ? 'true' : null,
    'aria-live': node.live ? 'polite' : null,
    'aria-autocomplete': node.role === 'combobox' ? 'list' : null,
    'aria-haspopup': node.role === 'combobox' ? 'listbox' : null,
    'aria-controls': node.controls ? elementId(node.controls) : null,
    'aria-activedescendant': node.active ? elementId(node.active) : null,
    'aria-valuetext': node.role === 'progressbar' && node.value !== undefined ? node.value : null,
    lang: node.lang ?? null,
    tabindex: node.focusable ? '0' : tagOf(node.role) === 'div' || tagOf(node.role) === 'span' ? null : '-1',
    type: node.role === 'searchbox' ? 'search' : isInput ? 'text' : node.role === 'button' ? 'button' : null,
    enterkeyhint: node.role === 'searchbox' || node.role === 'combobox' ? 'search' : null,
    autocomplete: isInput ? 'off' : null,
    autocapitalize: isInput ? 'off' : null,
    spellcheck: isInput ? 'false' : null,
    class: isLeaf ? null : 'open',
  };
}

/**
 * What a node's element is called where another one refers to it.
 * @param {number} id
 */
function elementId(id) {
  return `node-${id}`;
}

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
    this.textBox = 0;
    this.focusFromApp = 0;
    /** Updates for which the focus that the user set is not taken away: the app's follows in a tick or two. */
    this.focusPatience = 0;
    this.isFocusing = false;
    this.composition = new Composition();
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

  /** @param {TwinNode[]} nodes */
  update(nodes) {
    /** @type {Set<number>} */
    const parents = new Set();
    /** @type {Set<number>} */
    const present = new Set();
    for (const node of nodes) {
      parents.add(node.parent);
      present.add(node.id);
    }
    for (const [id, entry] of this.entries) {
      if (present.has(id)) continue;
      entry.element.remove();
      this.entries.delete(id);
    }
    /** @type {Map<Element, Element | null>} the child that stands where a parent's next child belongs */
    const cursors = new Map();
    for (const node of nodes) {
      const parent = (node.parent !== 0 && this.entries.get(node.parent)) || null;
      const home = parent?.element ?? this.root;
      const entry = this.entryFor(node, !parents.has(node.id));
      const next = cursors.has(home) ? (cursors.get(home) ?? null) : home.firstElementChild;
      if (next === entry.element) {
        cursors.set(home, next.nextElementSibling);
      } else {
        home.insertBefore(entry.element, next);
        cursors.set(home, next);
      }
      this.place(entry.element, node, parent?.node);
    }
  }

  /**
   * Gives the real focus to what has the app's.
   * @param {number} textBox the focused text box, 0: none
   */
  followFocus(textBox) {
    const focused = textBox || this.focusedNode();
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
    if (element instanceof HTMLInputElement && entry?.node.sel) element.setSelectionRange(...entry.node.sel);
    else if (!element && active instanceof HTMLElement && this.root.contains(active)) active.blur();
    this.isFocusing = false;
  }

  focusedNode() {
    for (const { node } of this.entries.values()) if (node.focused) return node.id;
    return 0;
  }

  /**
   * @param {TwinNode} node
   * @param {boolean} isLeaf
   * @returns {Entry}
   */
  entryFor(node, isLeaf) {
    const tag = tagOf(node.role);
    let entry = this.entries.get(node.id);
    if (!entry || entry.tag !== tag) {
      entry?.element.remove();
      const element = this.root.ownerDocument.createElement(tag);
      element.id = elementId(node.id);
      entry = { node, element, tag, isLeaf, patience: 0, seenSelection: '' };
      this.entries.set(node.id, entry);
      this.byElement.set(element, entry);
      setAttributes(element, attributesOf(node, isLeaf), null);
      this.writeText(entry, textOf(node, isLeaf));
    } else {
      const before = entry.node;
      setAttributes(entry.element, attributesOf(node, isLeaf), attributesOf(before, entry.isLeaf));
      const text = textOf(node, isLeaf);
      if (text !== textOf(before, entry.isLeaf)) this.writeText(entry, text);
      entry.node = node;
      entry.isLeaf = isLeaf;
    }
    if (entry.element instanceof HTMLInputElement) this.fill(entry, entry.element);
    return entry;
  }

  /**
   * Puts the text before the elements that are in the same one.
   * @param {Entry} entry
   * @param {string} text
   */
  writeText({ element }, text) {
    for (const child of [...element.childNodes]) if (child.nodeType === 3) child.remove();
    if (text) element.prepend(text);
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
    const [begin, end] = entry.node.sel ?? [value.length, value.length];
    const selection = `${begin} ${end}`;
    if (input.ownerDocument.activeElement === input && selection !== entry.seenSelection &&
        (input.selectionStart !== begin || input.selectionEnd !== end)) {
      input.setSelectionRange(begin, end);
    }
    entry.seenSelection = selection;
  }

  /**
   * @param {HTMLElement} element
   * @param {TwinNode} node
   * @param {TwinNode | undefined} parent
   */
  place(element, node, parent) {
    const left = node.rect[0] - (parent?.rect[0] ?? 0);
    const top = node.rect[1] - (parent?.rect[1] ?? 0);
    setStyle(element, 'left', `${left}px`);
    setStyle(element, 'top', `${top}px`);
    setStyle(element, 'width', `${node.rect[2]}px`);
    setStyle(element, 'height', `${node.rect[3]}px`);
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
      if (entry.node.focusable || entry.tag === 'button' || entry.node.role === 'option') {
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
    const begin = target.selectionStart ?? target.value.length;
    const end = target.selectionEnd ?? begin;
    entry.patience = PATIENCE;
    entry.seenSelection = `${begin} ${end}`;
    this.target.setValue(entry.node.id, target.value, { begin, end }, this.composition.rangeIn(target));
  }

  onSelection() {
    const active = this.root.ownerDocument.activeElement;
    const entry = this.entryOf(active);
    if (!entry || !(active instanceof HTMLInputElement)) return;
    const begin = active.selectionStart ?? 0;
    const end = active.selectionEnd ?? begin;
    const selection = `${begin} ${end}`;
    if (selection === entry.seenSelection || active.value !== (entry.node.value ?? '')) return;
    entry.seenSelection = selection;
    this.target.setSelection(entry.node.id, active.value, begin, end);
  }
}

/**
 * Whether a node's name is its text; else it is a label.
 * @param {TwinNode} node
 * @param {boolean} isLeaf
 */
function showsName(node, isLeaf) {
  if (node.role === 'document' && node.value !== undefined) return false;
  return node.role === 'listitem' || (isLeaf && !LABELLED.has(node.role));
}

/**
 * @param {TwinNode} node
 * @param {boolean} isLeaf
 */
function textOf(node, isLeaf) {
  if (showsName(node, isLeaf)) return node.name ?? '';
  return node.role === 'document' ? (node.value ?? '') : '';
}

/**
 * @param {Element} element
 * @param {Record<string, string | null>} attributes
 * @param {Record<string, string | null> | null} before
 */
function setAttributes(element, attributes, before) {
  for (const [name, value] of Object.entries(attributes)) {
    if (before && before[name] === value) continue;
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}

/**
 * @param {HTMLElement} element
 * @param {'left' | 'top' | 'width' | 'height'} property
 * @param {string} value
 */
function setStyle(element, property, value) {
  if (element.style[property] !== value) element.style[property] = value;
}
