/**
 * What of the window can be seen while a phone's keyboard is open. Most browsers make the page smaller then (the page asks
 * for it: `interactive-widget` in index.html); those on iOS lay the keyboard over it and push the page up, so that the top
 * of the canvas, and often the field itself, would be out of sight.
 */

/** Less than this is a bar of the browser that comes and goes, points. */
const LEAST_KEYBOARD_POINTS = 80;

/**
 * The part of the page that a keyboard leaves, in points; null: it leaves all, or somebody has enlarged the page, which
 * then moves under the window as any page does.
 * @param {Pick<VisualViewport, 'height' | 'offsetTop' | 'scale'>} seen
 * @param {number} pageHeight
 * @returns {{ top: number, height: number } | null}
 */
export function partAboveKeyboard(seen, pageHeight) {
  if (Math.abs(seen.scale - 1) > 0.01) return null;
  if (pageHeight - seen.height < LEAST_KEYBOARD_POINTS) return null;
  return { top: Math.max(0, seen.offsetTop), height: seen.height };
}

/**
 * Keeps canvas and twin within what is seen: styles.css takes its place from these properties.
 * @param {Window} browser
 */
export function watchKeyboard(browser) {
  const seen = browser.visualViewport;
  if (!seen) return;
  const root = browser.document.documentElement;
  const place = () => {
    const part = partAboveKeyboard(seen, root.clientHeight);
    for (const [name, value] of [['--seen-top', part?.top], ['--seen-height', part?.height]]) {
      if (value === undefined) root.style.removeProperty(String(name));
      else root.style.setProperty(String(name), `${value}px`);
    }
  };
  seen.addEventListener('resize', place);
  seen.addEventListener('scroll', place);
  place();
}
