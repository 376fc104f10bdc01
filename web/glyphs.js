/**
 * What the shipped fonts lack, measured and drawn by the browser with the system's own fonts on a 2D canvas: it shapes,
 * joins and mirrors. shell/web/system_glyphs.cpp asks; `SystemGlyphs` in src/ui/system_glyphs.h is the contract.
 */

/**
 * Named where Chromium's own choice goes wrong: on Linux it takes Noto Sans Grantha for Tamil, which has some of its
 * letters but not their vowels.
 */
const NAMED = '"Noto Sans Tamil"';

/** CSS fonts in the order of ui::FontRole (the icons never come here). */
const FONTS = [
  { before: '', family: `system-ui, sans-serif, ${NAMED}` },
  { before: 'italic ', family: `system-ui, sans-serif, ${NAMED}` },
  { before: '600 ', family: `system-ui, sans-serif, ${NAMED}` },
  { before: '', family: `ui-monospace, monospace, ${NAMED}` },
];

/** Measuring is linear in the size: one size serves all. */
const MEASURED_AT = 64;
/** Pixels an em at which a character is compared with one that no font has. */
const COMPARED_AT = 24;
/** An unassigned code point: whatever the browser shows for it stands for a missing glyph. */
const MISSING = '\u0378';
const MISSING_BEYOND = '\u{3FFFD}';
/** More different characters than any library shows at once. */
const MOST_KNOWN = 30_000;
/** Nothing is drawn wider: 32 clusters at 400 % and ratio 3. */
const MOST_PIXELS = 8192;
/** Round the ink, which some fonts let reach out of what they say. */
const MARGIN = 2;

/** Shows nothing by itself, so that nothing can be missing: what joins, varies or directs others. */
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}]$/u;
/** Letters that look different before a letter that they join. */
const JOINING = /^[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mandaic}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;
const JOINER = '\u200D';
/** Makes a key of the digit before it. */
const KEYCAP = '\u20E3';

/**
 * A picture of text.
 * @typedef {{ width: number, height: number, left: number, top: number, coloured: boolean, pixels: Uint8ClampedArray }} Picture
 */

export class CanvasGlyphs {
  /** @param {() => HTMLCanvasElement} makeCanvas */
  constructor(makeCanvas = () => document.createElement('canvas')) {
    const context = makeCanvas().getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no 2D canvas');
    if (!isHonest(context)) throw new Error('the canvas hides what it draws');
    this.context = context;
    /** @type {Map<string, boolean>} whether the system has the character, by font and character */
    this.known = new Map();
    /** @type {Map<string, { width: number, frame: string }>} what stands for missing glyphs */
    this.missing = new Map();
  }

  /**
   * The clusters' advances in ems, or null where the system lacks a glyph.
   * @param {string} text
   * @param {number} role
   * @param {boolean} runsLeft
   * @param {number[]} begins of the clusters, UTF-16 units
   * @returns {number[] | null}
   */
  measure(text, role, runsLeft, begins) {
    for (const character of text) if (!this.has(character, role)) return null;
    if (this.isRefused(text, role)) return null;
    // Without a coloured font the browser takes a digit and a sign for missing glyphs for a key: the digit alone is better.
    if (text.includes(KEYCAP) && !this.draw(text, role, runsLeft, COMPARED_AT)?.coloured) return null;
    this.set(role, MEASURED_AT, runsLeft);
    const whole = this.context.measureText(text).width;
    /** @type {number[]} */
    const edges = begins.map((begin) => {
      if (begin === 0) return 0;
      const prefix = text.slice(0, begin) + (JOINING.test(text.slice(begin)) ? JOINER : '');
      return this.context.measureText(prefix).width;
    });
    edges.push(whole);
    // A prefix may be wider than what it becomes (a mark that joins two letters): edges never go back.
    for (let at = edges.length - 1; at > 0; --at) edges[at - 1] = Math.min(edges[at - 1] ?? 0, edges[at] ?? 0);
    return begins.map((_, at) => ((edges[at + 1] ?? 0) - (edges[at] ?? 0)) / MEASURED_AT);
  }

  /**
   * @param {string} text
   * @param {number} role
   * @param {boolean} runsLeft
   * @param {number} size pixels an em
   * @returns {Picture | null}
   */
  draw(text, role, runsLeft, size) {
    this.set(role, size, runsLeft);
    const box = this.context.measureText(text);
    const left = Math.ceil(Math.max(box.actualBoundingBoxLeft, 0)) + MARGIN;
    const right = Math.ceil(Math.max(box.actualBoundingBoxRight, box.width)) + MARGIN;
    const above = Math.ceil(Math.max(box.actualBoundingBoxAscent, 0)) + MARGIN;
    const below = Math.ceil(Math.max(box.actualBoundingBoxDescent, 0)) + MARGIN;
    const width = Math.min(left + right, MOST_PIXELS);
    const height = Math.min(above + below, MOST_PIXELS);
    this.makeRoom(width, height);
    this.set(role, size, runsLeft); // a canvas that was resized has forgotten it
    this.context.clearRect(0, 0, width, height);
    this.context.fillText(text, left, above);
    const { data } = this.context.getImageData(0, 0, width, height);
    return cut(data, width, height, left, above);
  }

  /**
   * Whether a font of the system has the character. The browser does not say; it shows a sign in its place, which is
   * known by its width and its frame.
   * @param {string} character
   * @param {number} role
   */
  has(character, role) {
    if (INVISIBLE.test(character)) return true;
    const key = role + character;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    this.set(role, COMPARED_AT, false);
    const sign = (character.codePointAt(0) ?? 0) > 0xffff ? MISSING_BEYOND : MISSING;
    const signKey = role + sign;
    let missing = this.missing.get(signKey);
    if (!missing) {
      missing = { width: this.context.measureText(sign).width, frame: frameOf(this.draw(sign, role, false, COMPARED_AT)) };
      this.missing.set(signKey, missing);
      this.set(role, COMPARED_AT, false);
    }
    const isAsWide = Math.abs(this.context.measureText(character).width - missing.width) < 0.01;
    const has = !isAsWide || frameOf(this.draw(character, role, false, COMPARED_AT)) !== missing.frame;
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(key, has);
    return has;
  }

  /**
   * Whether the browser shows the sign for missing glyphs in place of every letter, although some font has each of them:
   * it may settle on one that has the first only.
   * @param {string} text
   * @param {number} role
   */
  isRefused(text, role) {
    const signs = MISSING.repeat([...text].length);
    this.set(role, COMPARED_AT, false);
    const isAsWide = Math.abs(this.context.measureText(text).width - this.context.measureText(signs).width) < 0.01;
    return isAsWide && frameOf(this.draw(text, role, false, COMPARED_AT)) === frameOf(this.draw(signs, role, false, COMPARED_AT));
  }

  /**
   * @param {number} role
   * @param {number} size
   * @param {boolean} runsLeft
   */
  set(role, size, runsLeft) {
    const { before, family } = FONTS[role] ?? FONTS[0] ?? { before: '', family: 'sans-serif' };
    const context = this.context;
    context.font = `${before}${size}px ${family}`;
    context.direction = runsLeft ? 'rtl' : 'ltr';
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.fillStyle = '#000';
    // Widths in proportion to the size: what is measured once holds for every zoom.
    if ('textRendering' in context) context.textRendering = 'geometricPrecision';
  }

  /**
   * @param {number} width
   * @param {number} height
   */
  makeRoom(width, height) {
    const canvas = this.context.canvas;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
  }
}

/**
 * Whether pixels come back as they were drawn: browsers that guard against being recognised answer with noise, which
 * would be worse than boxes. Small deviations do not show.
 * @param {CanvasRenderingContext2D} context
 */
function isHonest(context) {
  const side = 8;
  context.fillStyle = '#000';
  context.clearRect(0, 0, side, side);
  context.fillRect(0, 0, side / 2, side);
  const { data } = context.getImageData(0, 0, side, side);
  for (let at = 0; at < side * side; ++at) {
    const wanted = at % side < side / 2 ? 255 : 0;
    if (Math.abs((data[at * 4 + 3] ?? 0) - wanted) > 8 || (wanted > 0 && Math.max(...data.subarray(at * 4, at * 4 + 3)) > 8)) return false;
  }
  return true;
}

/**
 * The part of the pixels that has ink.
 * @param {Uint8ClampedArray} data
 * @param {number} width
 * @param {number} height
 * @param {number} penX
 * @param {number} penY the baseline
 * @returns {Picture}
 */
export function cut(data, width, height, penX, penY) {
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  let coloured = false;
  for (let y = 0, at = 3; y < height; ++y) {
    for (let x = 0; x < width; ++x, at += 4) {
      const alpha = data[at] ?? 0;
      if (alpha === 0) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
      // Black ink stays black; what is faint is rounded.
      if (alpha > 64 && Math.max(data[at - 3] ?? 0, data[at - 2] ?? 0, data[at - 1] ?? 0) > 24) coloured = true;
    }
  }
  if (right <= left) return { width: 0, height: 0, left: 0, top: 0, coloured: false, pixels: new Uint8ClampedArray(0) };
  const row = (right - left) * 4;
  const pixels = new Uint8ClampedArray(row * (bottom - top));
  for (let y = top; y < bottom; ++y) {
    const from = (y * width + left) * 4;
    pixels.set(data.subarray(from, from + row), (y - top) * row);
  }
  return { width: right - left, height: bottom - top, left: left - penX, top: top - penY, coloured, pixels };
}

/**
 * The size of a picture's ink and its two outermost rings of pixels: the same for all signs that stand for missing glyphs, also where
 * the browser writes the code point's number into them.
 * @param {Picture | null} picture
 */
export function frameOf(picture) {
  if (!picture) return '';
  const { width, height, pixels } = picture;
  const parts = [width, height, picture.left, picture.top];
  const alpha = (/** @type {number} */ x, /** @type {number} */ y) => pixels[(y * width + x) * 4 + 3] ?? 0;
  for (const ring of [0, 1]) {
    for (let x = 0; x < width; ++x) parts.push(alpha(x, ring), alpha(x, height - 1 - ring));
    for (let y = 0; y < height; ++y) parts.push(alpha(ring, y), alpha(width - 1 - ring, y));
  }
  return parts.join();
}

/**
 * Lets the program ask: copies between its heap and the canvas. No view of the heap is kept across a call.
 * @param {EarshotAppModule} module
 * @param {CanvasGlyphs} glyphs
 * @returns {EarshotGlyphs}
 */
export function answerGlyphs(module, glyphs) {
  const decoder = new TextDecoder();
  const view = (/** @type {number} */ at, /** @type {number} */ size) => new DataView(module.HEAPU8.buffer, at, size);
  const textAt = (/** @type {number} */ at, /** @type {number} */ size) => decoder.decode(module.HEAPU8.subarray(at, at + size));
  /** @type {Picture | null} */
  let drawn = null;
  return {
    measure(at, size, role, runsLeft, beginsAt, count, advancesAt) {
      const text = textAt(at, size);
      const wished = view(beginsAt, count * 4);
      const begins = [];
      let bytes = 0;
      let units = 0;
      for (let cluster = 0; cluster < count; ++cluster) {
        const begin = wished.getUint32(cluster * 4, true);
        units += textAt(at + bytes, begin - bytes).length;
        bytes = begin;
        begins.push(units);
      }
      const advances = glyphs.measure(text, role, runsLeft !== 0, begins);
      if (!advances) return 0;
      const out = view(advancesAt, count * 4);
      advances.forEach((advance, cluster) => out.setFloat32(cluster * 4, advance, true));
      return 1;
    },
    draw(at, size, role, runsLeft, pixelsPerEm, factsAt) {
      drawn = glyphs.draw(textAt(at, size), role, runsLeft !== 0, pixelsPerEm);
      if (!drawn) return 0;
      const facts = view(factsAt, 20);
      [drawn.width, drawn.height, drawn.left, drawn.top, Number(drawn.coloured)].forEach((fact, index) => facts.setInt32(index * 4, fact, true));
      return 1;
    },
    take(at) {
      if (drawn) module.HEAPU8.set(drawn.pixels, at);
      drawn = null;
    },
  };
}

/**
 * Gives the program the system's fonts; a browser that has no 2D canvas (or hides what it draws) leaves it its own.
 * @param {EarshotAppModule} module
 */
export function offerGlyphs(module) {
  try {
    module.glyphs = answerGlyphs(module, new CanvasGlyphs());
  } catch {
    // Boxes stand for what is missing.
  }
}
