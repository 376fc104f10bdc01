/** Copying and pasting. */

/**
 * @param {string} text
 * @param {ClipboardEvent | null} event the `copy` event that asked for it, if one did
 */
export function writeClipboard(text, event) {
  if (event?.clipboardData) {
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
    return;
  }
  const byCommand = () => copyByCommand(text);
  if (!navigator.clipboard?.writeText) byCommand();
  else navigator.clipboard.writeText(text).catch(byCommand);
}

/**
 * The text in the clipboard. To be asked for inside a gesture; fails where the browser does not give it.
 * @returns {Promise<string>}
 */
export async function readClipboard() {
  if (!navigator.clipboard?.readText) throw new Error('no clipboard to read');
  return navigator.clipboard.readText();
}

/**
 * The page's own address with a fragment that leads to a moment.
 * @param {string} fragment
 * @param {Pick<Location, 'origin' | 'pathname' | 'search'>} place
 */
export function linkTo(fragment, place) {
  return `${place.origin}${place.pathname}${place.search}#${fragment}`;
}

/**
 * The old way, for pages without a secure context.
 * @param {string} text
 */
function copyByCommand(text) {
  /** @param {ClipboardEvent} event */
  const put = (event) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // Nothing may be selected: the command is there only where this is answered.
  const allow = (/** @type {Event} */ event) => event.preventDefault();
  document.addEventListener('beforecopy', allow, { capture: true });
  document.addEventListener('copy', put, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', put, { capture: true });
  document.removeEventListener('beforecopy', allow, { capture: true });
}
