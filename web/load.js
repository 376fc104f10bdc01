/** Fetching what the app is made of. Names are those of the build; it puts the hashed ones in. */

import makeModule from './earshot-app.mjs';

/** In the order of FONTS in bridge.js. */
const FONT_FILES = ['./inter-regular.ttf', './inter-italic.ttf', './inter-semibold.ttf', './mono-regular.ttf', './icons.ttf'];
const WASM_FILE = './earshot-app.wasm';
const DEMO_FILE = './demo.pack';

/** @param {string} name */
const addressOf = (name) => new URL(name, import.meta.url);

/**
 * @param {string} name
 * @returns {Promise<Response>}
 */
async function get(name) {
  const response = await fetch(addressOf(name));
  if (!response.ok) throw new Error(`${name} could not be loaded (${response.status})`);
  return response;
}

/** @param {string} name */
const getBytes = async (name) => new Uint8Array(await (await get(name)).arrayBuffer());

/**
 * Compiles while it arrives. The response goes to the browser as it came: a wrapped one would not get the compiled
 * code that the browser kept from last time.
 * @param {(what: unknown) => void} onAbort
 * @returns {Promise<EarshotAppModule>}
 */
export function loadProgram(onAbort) {
  return new Promise((resolve, reject) => {
    /** @type {NonNullable<EmscriptenOptions['instantiateWasm']>} */
    const instantiateWasm = (imports, done) => {
      instantiate(imports).then(({ instance, module }) => done(instance, module), reject);
      return {};
    };
    const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById('canvas'));
    makeModule({ canvas, instantiateWasm, onAbort, print: () => {}, printErr: () => {} }).then(resolve, reject);
  });
}

/** @param {WebAssembly.Imports} imports */
async function instantiate(imports) {
  const response = await get(WASM_FILE);
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    return WebAssembly.instantiateStreaming(response, imports);
  }
  return WebAssembly.instantiate(await response.arrayBuffer(), imports); // a host that does not know the type
}

/** @returns {Promise<Uint8Array[]>} */
export const loadFonts = () => Promise.all(FONT_FILES.map(getBytes));

/**
 * Gives the page the font of the canvas, under the name that styles.css has for the twin's text boxes: their characters
 * are as wide as those that are drawn. A browser that refuses it takes another; then carets are a little off.
 * @param {Uint8Array} bytes
 */
export function offerTextFont(bytes) {
  const font = new FontFace('Earshot Text', /** @type {Uint8Array<ArrayBuffer>} */ (bytes));
  font.load().then(() => document.fonts.add(font)).catch(() => {});
}

/** @returns {Promise<Uint8Array | null>} null: the app starts without it */
export const loadDemo = () => getBytes(DEMO_FILE).catch(() => null);
