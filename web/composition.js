/**
 * What an input method is composing in a text box: Japanese on its way from kana to kanji, a letter that waits for its
 * accent, the word that a phone's keyboard still corrects. It stands in the box's value already; the app draws it as
 * unfinished, and nobody else may touch the box meanwhile: that would end the composing.
 */

/**
 * Where a composed text stands in a value. It is looked for, since browsers only tell where it began, and phones begin
 * anew with words that were there before.
 * @param {string} value
 * @param {string} composed
 * @param {number} begin where it is thought to begin, UTF-16 units
 * @param {number} caret
 * @returns {{ begin: number, end: number }} empty where it is not found
 */
export function composedRange(value, composed, begin, caret) {
  const none = { begin: caret, end: caret };
  if (composed === '') return none;
  const candidates = [begin, caret - composed.length, value.lastIndexOf(composed, caret), value.indexOf(composed)];
  const found = candidates.find((at) => at >= 0 && value.startsWith(composed, at));
  return found === undefined ? none : { begin: found, end: found + composed.length };
}

export class Composition {
  constructor() {
    /** @type {HTMLInputElement | null} the text box in which something is composed */
    this.box = null;
    this.begin = 0;
    this.text = '';
  }

  /**
   * @param {HTMLInputElement} box
   * @param {string} text what of the box's value is composed anew
   */
  start(box, text) {
    this.box = box;
    const from = box.selectionStart ?? box.value.length;
    this.begin = composedRange(box.value, text, from, from).begin;
    this.text = text;
  }

  /** @param {string} text */
  update(text) {
    this.text = text;
  }

  end() {
    this.box = null;
    this.text = '';
  }

  /**
   * UTF-16 units of the box's value that are not final yet; empty: none are.
   * @param {HTMLInputElement} box
   */
  rangeIn(box) {
    const caret = box.selectionEnd ?? box.value.length;
    if (box !== this.box) return { begin: caret, end: caret };
    return composedRange(box.value, this.text, this.begin, caret);
  }
}
