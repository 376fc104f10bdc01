/** The window's title. What lies over the app has its own, and the app's may change under it. */

/** Who gives one, the topmost first. */
const LAYERS = /** @type {const} */ (['stop', 'plain', 'app']);

/** @type {Map<typeof LAYERS[number], string>} */
const titles = new Map();

/**
 * @param {typeof LAYERS[number]} layer
 * @param {string | null} title null: the layer went away
 */
export function titleWindow(layer, title) {
  if (!titles.has('app')) titles.set('app', document.title); // the page's own, until the app gives one
  if (title === null) titles.delete(layer);
  else titles.set(layer, title);
  const topmost = LAYERS.find((one) => titles.has(one));
  if (topmost) document.title = titles.get(topmost) ?? '';
}
