// Glyphs of the system on a canvas that is made up: every character is as wide as the table says, and a solid square; what
// is not in it is a frame with its number inside, as Firefox draws it.
import assert from 'node:assert/strict';
import test from 'node:test';
import { CanvasGlyphs, answerGlyphs, cut, frameOf } from '../../web/glyphs.js';

/** Widths in ems. */
const kWidths = { '\u4E2D': 1, '\u0627': 0.25, '\u0644': 0.5, '\u0628': 0.75, '\u0915': 0.8, '\u0916': 0.6, '\u53E3': 0.6, '\u{1F600}': 1.25 };
const kMissingWidth = 0.6;

function makeContext() {
  const context = {
    canvas: { width: 10, height: 10 },
    font: '',
    direction: 'ltr',
    measured: 0,
    drawn: [],
    size: () => Number(/([\d.]+)px/.exec(context.font)?.[1] ?? 0),
    measureText(text) {
      ++context.measured;
      let width = 0;
      for (const character of text) width += character === '\u200D' || character === '\uFE0F' ? 0 : (kWidths[character] ?? kMissingWidth);
      // A letter before the joiner has its middle form, which is narrower.
      if (text.endsWith('\u200D')) width -= 0.125;
      width *= context.size();
      return { width, actualBoundingBoxLeft: 0, actualBoundingBoxRight: width, actualBoundingBoxAscent: context.size(), actualBoundingBoxDescent: 0 };
    },
    noise: 0,
    filled: null,
    clearRect() {
      context.drawn = [];
      context.filled = null;
    },
    fillRect(left, top, width, height) {
      context.filled = { left, top, width, height };
    },
    fillText(text, x, y) {
      context.drawn.push({ text, x, y });
    },
    getImageData(_x, _y, width, height) {
      const data = new Uint8ClampedArray(width * height * 4).fill(context.noise);
      if (context.filled) {
        const { left, top } = context.filled;
        for (let y = top; y < top + context.filled.height; ++y) {
          for (let x = left; x < left + context.filled.width; ++x) data[(y * width + x) * 4 + 3] = 255;
        }
      }
      for (const { text, x, y } of context.drawn) {
        const size = context.size();
        const known = text in kWidths;
        const right = Math.min(width, Math.round(x + context.measureText(text).width));
        for (let row = y - size; row < y; ++row) {
          for (let column = x; column < right; ++column) {
            const isFrame = row === y - size || row === y - 1 || column === x || column === right - 1;
            const isNumber = row === y - 4 && column === x + 2 + ((text.codePointAt(0) ?? 0) % 5);
            if (known || isFrame || isNumber) data[(row * width + column) * 4 + 3] = 255;
            if (text === '\u{1F600}') data[(row * width + column) * 4] = 200;
          }
        }
      }
      return { data };
    },
  };
  return context;
}

function makeGlyphs() {
  const context = makeContext();
  return { context, glyphs: new CanvasGlyphs(() => ({ getContext: () => context })) };
}

test('advances are differences of prefixes, and sum up to the width', () => {
  const { glyphs } = makeGlyphs();
  const advances = glyphs.measure('\u0915\u0916', 0, false, [0, 1]);
  assert.ok(advances);
  assert.ok(Math.abs(advances[0] - 0.8) < 1e-6 && Math.abs(advances[1] - 0.6) < 1e-6);
});

test('a letter that joins is measured in its joined form', () => {
  const { glyphs } = makeGlyphs();
  const advances = glyphs.measure('\u0628\u0627', 0, true, [0, 1]);
  assert.deepEqual(advances, [0.625, 0.375]);
});

test('no advance is below nought', () => {
  const { glyphs, context } = makeGlyphs();
  // A mark that makes one narrow letter of two: the prefix is wider than the whole.
  const measureText = context.measureText;
  context.measureText = (text) => (text === '\u0915\u0916' ? { ...measureText(text), width: 0.5 * context.size() } : measureText(text));
  assert.deepEqual(glyphs.measure('\u0915\u0916', 0, false, [0, 1]), [0.5, 0]);
});

test('a character that the system lacks is known by the frame of what stands for it', () => {
  const { glyphs } = makeGlyphs();
  assert.equal(glyphs.has('\u4E2D', 0), true);
  assert.equal(glyphs.has('\u53E3', 0), true, 'as wide as what stands for missing ones, but solid');
  assert.equal(glyphs.has('\u0F40', 0), false);
  assert.equal(glyphs.has('\u{10330}', 0), false);
  assert.equal(glyphs.has('\u200D', 0), true, 'what shows nothing lacks nothing');
  assert.equal(glyphs.measure('\u4E2D\u0F40', 0, false, [0, 1]), null);
});

test('a word in whose place the browser shows signs only is missing', () => {
  const { glyphs, context } = makeGlyphs();
  const { measureText } = context;
  // Each letter is there, but not the two together.
  context.measureText = (text) => (text === '\u0915\u0916' ? { ...measureText('\u0378\u0378') } : measureText(text));
  assert.equal(glyphs.has('\u0915', 0), true);
  assert.equal(glyphs.measure('\u0915\u0916', 0, false, [0, 1]), null);
});

test('a key that no font has in colour is left to the shipped digit', () => {
  const { glyphs, context } = makeGlyphs();
  const key = '\u4E2D\uFE0F\u20E3';
  glyphs.has = () => true;
  assert.equal(glyphs.measure(key, 0, false, [0]), null);
  const { getImageData } = context;
  context.getImageData = (...rest) => {
    const { data } = getImageData(...rest);
    if (context.drawn.some(({ text }) => text === key)) for (let at = 0; at < data.length; at += 4) data[at] = 200;
    return { data };
  };
  assert.ok(glyphs.measure(key, 0, false, [0]));
});

test('what is known of a character is asked once', () => {
  const { glyphs, context } = makeGlyphs();
  glyphs.has('\u0F40', 0);
  const before = context.measured;
  glyphs.has('\u0F40', 0);
  assert.equal(context.measured, before);
});

test('a picture is cut to its ink and counts from the pen', () => {
  const { glyphs } = makeGlyphs();
  const picture = glyphs.draw('\u4E2D', 0, false, 20);
  assert.deepEqual({ ...picture, pixels: picture.pixels.length }, { width: 20, height: 20, left: 0, top: -20, coloured: false, pixels: 1600 });
  assert.equal(glyphs.draw('\u{1F600}', 0, false, 20).coloured, true);
});

test('what shows nothing is an empty picture', () => {
  const picture = cut(new Uint8ClampedArray(4 * 4 * 4), 4, 4, 0, 0);
  assert.equal(picture.width, 0);
  assert.equal(frameOf(null), '');
});

test('weights, slants and directions go to the canvas', () => {
  const { glyphs, context } = makeGlyphs();
  glyphs.draw('\u0627', 2, true, 20);
  assert.match(context.font, /^600 20px /);
  assert.equal(context.direction, 'rtl');
  glyphs.draw('\u0627', 1, false, 20);
  assert.match(context.font, /^italic 20px /);
  assert.equal(context.direction, 'ltr');
});

test('a canvas that answers with noise is not used', () => {
  const context = makeContext();
  const make = () => new CanvasGlyphs(() => ({ getContext: () => context }));
  context.noise = 3;
  assert.doesNotThrow(make);
  context.noise = 90;
  assert.throws(make, /hides/);
  assert.throws(() => new CanvasGlyphs(() => ({ getContext: () => null })), /no 2D canvas/);
});

test('the program is answered in its own memory', () => {
  const { glyphs } = makeGlyphs();
  const module = { HEAPU8: new Uint8Array(8192) };
  const answers = answerGlyphs(module, glyphs);
  const text = new TextEncoder().encode('\u{1F600}\u4E2D');
  module.HEAPU8.set(text, 16);
  const view = new DataView(module.HEAPU8.buffer);
  view.setUint32(64, 0, true);
  view.setUint32(68, 4, true);
  assert.equal(answers.measure(16, text.length, 0, 0, 64, 2, 128), 1);
  assert.equal(view.getFloat32(128, true), 1.25);
  assert.equal(view.getFloat32(132, true), 1);
  assert.equal(answers.draw(20, 3, 0, 0, 10, 256), 1);
  assert.deepEqual([0, 1, 2, 3, 4].map((fact) => view.getInt32(256 + fact * 4, true)), [10, 10, 0, -10, 0]);
  answers.take(1024);
  assert.equal(module.HEAPU8[1024 + 3], 255);
});
