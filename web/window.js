/** Size, pixel ratio and preferences of the window. */

/**
 * Pixels of the screen along one side. What the browser says of its own grid is exact where the ratio is no whole
 * number; emulated screens say it wrongly, and Safari not at all.
 * @param {number} points
 * @param {number} ratio
 * @param {number | undefined} told by the browser
 */
export function pixelsOf(points, ratio, told) {
  return told !== undefined && Math.abs(told - points * ratio) < 1.5 ? told : Math.round(points * ratio);
}

/**
 * Keeps the canvas as fine as the screen, and tells its size in points.
 * @param {HTMLCanvasElement} canvas
 * @param {(facts: import('./bridge.js').WindowFacts) => void} tell called at once and at each change
 */
export function watchSize(canvas, tell) {
  let told = '';
  /** @param {ResizeObserverSize} [box] in the screen's pixels */
  const resize = (box) => {
    const points = canvas.getBoundingClientRect();
    const width = pixelsOf(points.width, devicePixelRatio, box?.inlineSize);
    const height = pixelsOf(points.height, devicePixelRatio, box?.blockSize);
    const facts = `${points.width} ${points.height} ${width} ${height}`;
    if (width < 1 || height < 1 || facts === told) return;
    told = facts;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    tell({ width: points.width, height: points.height, pixelRatio: width / points.width });
  };
  const observer = new ResizeObserver((entries) => resize(entries[entries.length - 1]?.devicePixelContentBoxSize?.[0]));
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas); // Safari
  }
  watchRatio(() => resize());
  resize();
}

/** @param {() => void} tell */
function watchRatio(tell) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener('change', () => {
    tell();
    watchRatio(tell);
  }, { once: true });
}

/** Of a system that has forced its own colours upon all pages a canvas sees none: it gets the contrast that was meant. */
export const MORE_CONTRAST = '(prefers-contrast: more), (forced-colors: active)';

/** @param {{ theme: (dark: boolean, contrast: boolean) => void, motion: (reduced: boolean) => void, languages: () => void }} tell */
export function watchPreferences(tell) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia(MORE_CONTRAST);
  for (const query of [dark, contrast]) query.addEventListener('change', () => tell.theme(dark.matches, contrast.matches));
  matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', (event) => tell.motion(event.matches));
  window.addEventListener('languagechange', () => tell.languages());
}
