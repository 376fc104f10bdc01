/** What is shown where there is no app: the browser lacks something, or the program stopped. */

import { writeClipboard } from './clipboard.js';
import { titleWindow } from './title.js';
import { say } from './words.js';

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** What had the focus before, for an app that can go on after all. @type {Element | null} */
let focusBefore = null;
let isShielded = false;

/**
 * The app's own listeners are on the document, and the app may still run: what is done here is not for it, but for keys that
 * come up.
 */
function shield() {
  if (isShielded) return;
  isShielded = true;
  for (const kind of ['keydown', 'copy', 'beforecopy', 'paste']) {
    document.addEventListener(kind, (event) => {
      if (!part('stop').hidden) event.stopPropagation();
    }, { capture: true });
  }
}

/**
 * @param {string} title
 * @param {string} text
 * @param {string} [detail] what a report of the fault should hold
 * @param {(() => void) | null} [startAfresh] asks for a start that brings nothing back; null: that is not offered
 */
export function showStop(title, text, detail, startAfresh = null) {
  shield();
  if (part('stop').hidden) focusBefore = document.activeElement;
  part('shell').hidden = true;
  part('stop-title').textContent = title;
  part('stop-text').textContent = text;
  part('stop-detail').textContent = detail ?? '';
  part('stop-detail').hidden = !detail;
  part('stop-copy').hidden = !detail;
  part('stop-version').textContent = say('version', document.documentElement.dataset['version'] ?? '');
  part('stop-reload').onclick = () => location.reload();
  part('stop-afresh').hidden = !startAfresh;
  part('stop-afresh').onclick = () => {
    startAfresh?.();
    history.replaceState(null, '', location.pathname + location.search); // without the moment that a link led to
    location.reload();
  };
  part('stop-copy').onclick = () => {
    const version = document.documentElement.dataset['version'] ?? '';
    writeClipboard(`Earshot ${version}\n${navigator.userAgent}\n${detail ?? ''}`, null);
  };
  part('stop').hidden = false;
  part('canvas').hidden = true;
  part('twin').hidden = true;
  titleWindow('stop', `${title} - Earshot`);
  part('stop-reload').focus();
}

/** The app goes on: its page as it was. */
export function hideStop() {
  part('stop').hidden = true;
  part('canvas').hidden = false;
  part('twin').hidden = false;
  titleWindow('stop', null);
  if (focusBefore instanceof HTMLElement) focusBefore.focus();
}

/**
 * For a browser that cannot run the app: what is missing, and what can be read all the same. The plain page is a page
 * of the build's own, without a program.
 * @param {string} title
 * @param {string} text
 * @param {string} [detail]
 */
export function showPlain(title, text, detail) {
  showStop(title, text, detail);
  const link = /** @type {HTMLAnchorElement} */ (part('stop-link'));
  /** @type {HTMLIFrameElement} */ (part('stop-frame')).src = link.href; // not loaded before it is wanted
  part('stop-plain').hidden = false;
  part('stop').querySelector('.card')?.classList.add('wide'); // as wide as the page below it
}

/**
 * What this browser lacks; empty when it has all.
 * @param {Window & typeof globalThis} browser
 */
export function missingIn(browser) {
  if (typeof browser.WebAssembly !== 'object' || !('instantiate' in browser.WebAssembly)) return 'WebAssembly';
  if (!('WebGL2RenderingContext' in browser)) return 'WebGL 2';
  return '';
}

/**
 * What a fault of the running program is, in words for people.
 * @param {unknown} error
 */
export function faultOf(error) {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (/OOM|out of memory|allocation failed|Cannot enlarge memory/i.test(words)) {
    return { title: say('outOfMemory'), text: say('outOfMemoryWhy') };
  }
  return { title: say('stopped'), text: say('stoppedWhy') };
}
