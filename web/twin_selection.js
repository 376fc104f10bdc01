/**
 * What is selected in a text, as the browser's own selection in the twin, so that whatever asks the browser for it
 * (reading aloud, look-up, translation, braille) is told; and a selection that assistive technology makes there, as the app's.
 *
 * The app's is the one that counts. It is given to the browser again whenever the twin's text changed: what is scrolled
 * out of the twin is cut off. A change of the browser's selection that this did not make is the user's.
 */

/**
 * A place in the text of a node.
 * @typedef {{ node: number, text: string, offset: number }} TextPlace `offset` in UTF-16 units
 */

/** @typedef {{ node: Node, offset: number }} DomPlace */

/** Where a selection that was given to the browser begins and ends. @typedef {{ anchor: DomPlace, focus: DomPlace }} DomRange */

/**
 * The text of an element's own, which stands before the elements in it.
 * @param {Node | undefined} element
 * @returns {Text | null}
 */
export function ownText(element) {
  const first = element?.firstChild;
  return first?.nodeType === 3 ? /** @type {Text} */ (first) : null;
}

export class TwinSelection {
  /**
   * @param {HTMLElement} root
   * @param {object} twin
   * @param {(id: number) => HTMLElement | undefined} twin.elementOf
   * @param {(element: Element) => number} twin.nodeOf 0: none
   * @param {(document: number, anchor: TextPlace, focus: TextPlace) => void} select
   */
  constructor(root, { elementOf, nodeOf }, select) {
    this.root = root;
    this.elementOf = elementOf;
    this.nodeOf = nodeOf;
    this.select = select;
    /** @type {DomRange | null} what this gave to the browser */
    this.given = null;
    /** Whether the twin changed since it was given. */
    this.isStale = true;
  }

  /**
   * Gives the app's selection to the browser, unless a text box has its own, or something lies over the app: what is
   * selected there is somebody else's.
   * @param {{ anchor?: [number, number], focus?: [number, number] } | undefined} wanted node and UTF-16 units; absent: nothing is selected
   */
  follow(wanted) {
    if (this.root.inert || this.root.hidden) {
      this.isStale = true; // afterwards it is given anew
      return;
    }
    if (!this.isStale) return;
    const { ownerDocument } = this.root;
    if (ownerDocument.activeElement instanceof HTMLInputElement) return; // it is given when the box is left
    this.isStale = false;
    const selection = ownerDocument.getSelection();
    if (!selection) return;
    const anchor = this.placeOf(wanted?.anchor);
    const focus = this.placeOf(wanted?.focus);
    if (!anchor || !focus) {
      const isOurs = this.given !== null && this.root.contains(selection.anchorNode);
      this.given = null;
      if (isOurs) selection.removeAllRanges();
      return;
    }
    this.given = { anchor, focus };
    if (!isAt(selection, this.given)) selection.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
  }

  /** The browser's selection changed: who did it? */
  onChange() {
    const selection = this.root.ownerDocument.getSelection();
    if (!selection?.anchorNode || !selection.focusNode || (this.given && isAt(selection, this.given))) return;
    // A caret that assistive technology moves about selects nothing; it only ends what was selected.
    if (selection.isCollapsed && !this.given) return;
    const anchor = this.textPlaceOf(selection.anchorNode, selection.anchorOffset);
    const focus = this.textPlaceOf(selection.focusNode, selection.focusOffset);
    if (!anchor || !focus || anchor.document !== focus.document) return;
    this.given = selection.isCollapsed
      ? null // its caret is left alone
      : { anchor: { node: selection.anchorNode, offset: selection.anchorOffset }, focus: { node: selection.focusNode, offset: selection.focusOffset } };
    this.select(anchor.document, anchor.place, focus.place);
  }

  /**
   * @param {[number, number] | undefined} point
   * @returns {DomPlace | null}
   */
  placeOf(point) {
    const node = point && ownText(this.elementOf(point[0]));
    return node ? { node, offset: Math.min(point[1], node.length) } : null;
  }

  /**
   * @param {Node} node
   * @param {number} offset
   * @returns {{ document: number, place: TextPlace } | null}
   */
  textPlaceOf(node, offset) {
    const { text, at } = node.nodeType === 3 ? { text: /** @type {Text} */ (node), at: offset } : textAt(node, offset);
    const element = text?.parentElement;
    const home = element?.closest('[role="document"]');
    if (!text || !element || !home || !this.root.contains(home)) return null;
    const id = this.nodeOf(element);
    return id === 0 ? null : { document: this.nodeOf(home), place: { node: id, text: text.data, offset: at } };
  }
}

/**
 * The place in a text that is meant by one between elements.
 * @param {Node} parent
 * @param {number} offset in its children
 */
function textAt(parent, offset) {
  const walker = /** @type {Document} */ (parent.ownerDocument).createTreeWalker(parent, 4 /* text */);
  const child = parent.childNodes[offset];
  /** @type {Text | null} */
  let before = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = /** @type {Text} */ (node);
    if (child && (child.contains(text) || (child.compareDocumentPosition(text) & 4) !== 0)) return { text, at: 0 };
    before = text;
  }
  return { text: before, at: before?.length ?? 0 };
}

/**
 * @param {Selection} selection
 * @param {DomRange} range
 */
function isAt(selection, { anchor, focus }) {
  return selection.anchorNode === anchor.node && selection.anchorOffset === anchor.offset &&
    selection.focusNode === focus.node && selection.focusOffset === focus.offset;
}
