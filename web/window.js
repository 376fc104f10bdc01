/** Size, pixel ratio and preferences of the window. */

/**
 * Keeps the canvas as fine as the screen, and tells its size in points.
 * @param {HTMLCanvasElement} canvas
 * @param {(facts: import('./bridge.js').WindowFacts) => void} tell called at once and at each change
 */
export function watchSize(canvas, tell) {
  /**
   * @param {number} width pixels of the screen
   * @param {number} height
   */
  const resize = (width, height) => {
    const points = canvas.getBoundingClientRect();
    if (width < 1 || height < 1 || points.width < 1) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    tell({ width: points.width, height: points.height, pixelRatio: width / points.width });
  };
  const observer = new ResizeObserver((entries) => {
    const entry = entries[entries.length - 1];
    const box = entry?.devicePixelContentBoxSize?.[0];
    if (box) resize(box.inlineSize, box.blockSize);
    else resize(Math.round(canvas.clientWidth * devicePixelRatio), Math.round(canvas.clientHeight * devicePixelRatio));
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {
    observer.observe(canvas); // Safari
    watchRatio(() => resize(Math.round(canvas.clientWidth * devicePixelRatio), Math.round(canvas.clientHeight * devicePixelRatio)));
  }
  resize(Math.round(canvas.clientWidth * devicePixelRatio), Math.round(canvas.clientHeight * devicePixelRatio));
}

/** @param {() => void} tell */
function watchRatio(tell) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener('change', () => {
    tell();
    watchRatio(tell);
  }, { once: true });
}

/** @param {{ theme: (dark: boolean, contrast: boolean) => void, motion: (reduced: boolean) => void, languages: () => void }} tell */
export function watchPreferences(tell) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = matchMedia('(prefers-contrast: more)');
  for (const query of [dark, contrast]) query.addEventListener('change', () => tell.theme(dark.matches, contrast.matches));
  matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', (event) => tell.motion(event.matches));
  window.addEventListener('languagechange', () => tell.languages());
}
