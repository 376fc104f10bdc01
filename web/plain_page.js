/**
 * The plain page: the open document as elements that one sees, over the canvas, for printing, translation and a
 * browser's reading mode. The app says which elements (src/app/markup.h); what is not known here is left out.
 */

import { titleWindow } from './title.js';

/**
 * A text, or an element: its name, its attributes, its nodes.
 * @typedef {string | [string, Record<string, string>, ...any]} PageNode
 */

const TAGS = new Set(['article', 'header', 'nav', 'section', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'blockquote', 'pre',
  'table', 'thead', 'tbody', 'tr', 'th', 'td', 'hr', 'br', 'a', 'b', 'bdi', 'code', 'em', 's', 'span', 'strong', 'time']);
const ATTRIBUTES = new Set(['aria-label', 'class', 'datetime', 'dir', 'href', 'id', 'lang', 'rel', 'scope', 'target']);

/**
 * Whether a link leads to a page, or to a moment in this one.
 * @param {string} href
 */
export function isSafeLink(href) {
  return /^(https?:\/\/|mailto:|#)/.test(href);
}

/**
 * @param {PageNode[]} nodes
 * @param {Pick<Document, 'createElement' | 'createTextNode'>} page
 * @returns {Node[]}
 */
export function elementsOf(nodes, page) {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [page.createTextNode(node)];
    const [tag, attributes, ...children] = node;
    if (!TAGS.has(tag)) return elementsOf(children, page);
    const element = page.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (ATTRIBUTES.has(name) && (name !== 'href' || isSafeLink(value))) element.setAttribute(name, value);
    }
    element.append(...elementsOf(children, page));
    return [element];
  });
}

/**
 * @typedef {object} PlainParts
 * @property {HTMLElement} page scrolls
 * @property {HTMLElement} text
 * @property {HTMLElement} back
 * @property {HTMLElement} print
 * @property {HTMLElement[]} covered what lies under the page
 */

export class PlainPage {
  /**
   * @param {PlainParts} parts
   * @param {(fragment: string) => void} follow goes to a moment in the app
   */
  constructor(parts, follow) {
    this.parts = parts;
    this.follow = follow;
    this.isOpen = false;
    /** A browser that prints asks first: then the page is there for the print alone. */
    this.isPrinting = false;
    /** @type {Element | null} */
    this.focusBefore = null;
    parts.back.addEventListener('click', () => this.leave());
    parts.print.addEventListener('click', () => window.print());
    parts.text.addEventListener('click', (event) => this.onClick(event));
    // The app's own listeners are on the document: nothing of what is done here is for them. But they hear keys come up: the
    // one that called for this page went down before it was there.
    for (const kind of ['keydown', 'copy', 'beforecopy', 'paste']) {
      document.addEventListener(kind, (event) => this.keep(event), { capture: true });
    }
    window.addEventListener('popstate', () => {
      if (this.isOpen && !history.state?.plain) this.close();
    });
  }

  /**
   * @param {string} title
   * @param {PageNode[]} nodes
   */
  show(title, nodes) {
    const { page, text, covered } = this.parts;
    text.replaceChildren(...elementsOf(nodes, document));
    page.hidden = false;
    if (!this.isOpen) {
      this.focusBefore = document.activeElement;
      for (const one of covered) one.inert = true;
      // The browser's Back leaves the page as well.
      if (!this.isPrinting) history.pushState({ plain: true }, '');
    }
    this.isOpen = true;
    titleWindow('plain', title);
    page.scrollTop = 0;
    page.focus();
  }

  /** Goes back as the browser's own button does. */
  leave() {
    if (!this.isOpen) return;
    if (history.state?.plain) history.back();
    this.close();
  }

  close() {
    if (!this.isOpen) return;
    const { page, text, covered } = this.parts;
    this.isOpen = false;
    page.hidden = true;
    text.replaceChildren();
    for (const one of covered) one.inert = false;
    titleWindow('plain', null);
    if (this.focusBefore instanceof HTMLElement) this.focusBefore.focus();
  }

  /**
   * Has the page there while the browser prints.
   * @param {() => void} ask makes the app show what it has for paper, at once
   */
  printed(ask) {
    window.addEventListener('beforeprint', () => {
      if (this.isOpen) return;
      this.isPrinting = true;
      ask();
    });
    window.addEventListener('afterprint', () => {
      if (this.isPrinting) this.close();
      this.isPrinting = false;
    });
  }

  /** @param {Event} event */
  keep(event) {
    if (!this.isOpen) return;
    event.stopPropagation();
    if (event.type !== 'keydown' || /** @type {KeyboardEvent} */ (event).key !== 'Escape') return;
    event.preventDefault();
    this.leave();
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const href = link?.getAttribute('href') ?? '';
    if (!href.startsWith('#episode=')) return;
    event.preventDefault();
    this.leave();
    this.follow(href);
  }
}
