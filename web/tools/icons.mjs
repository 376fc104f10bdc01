// Draws the program's mark, an "e" in a rounded square of the accent colour, as SVG and PNG.
//
//   node web/tools/icons.mjs FOLDER
//
// Both come from the same few numbers, so that no drawing program is needed to change it.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';

const kAccent = [0x9a, 0x45, 0x21];
const kPaper = [0xfb, 0xfa, 0xf7];

// In units of the mark's side. The letter is a ring with a bar across and an opening below the bar's right end.
const kCorner = 0.22;
const kRadius = 0.245;
const kStroke = 0.105;
const kBar = 0.09;
const kOpeningDegrees = 40; // from the bar downwards
const kCentreX = 0.5;
const kCentreY = 0.51;

/**
 * Whether a point lies on the letter.
 * @param {number} x
 * @param {number} y
 */
export function isOnLetter(x, y) {
  const dx = x - kCentreX;
  const dy = y - kCentreY;
  const distance = Math.hypot(dx, dy);
  if (Math.abs(dy) <= kBar / 2 && Math.abs(dx) <= kRadius) return true;
  if (Math.abs(distance - kRadius) > kStroke / 2) return false;
  const degrees = (Math.atan2(dy, dx) * 180) / Math.PI; // clockwise, for y points down
  return degrees < 0 || degrees > kOpeningDegrees || dy < kBar / 2;
}

/**
 * Whether a point lies in the square, whose corners are round.
 * @param {number} x
 * @param {number} y
 * @param {number} corner
 */
function isInSquare(x, y, corner) {
  const dx = Math.max(Math.abs(x - 0.5) - (0.5 - corner), 0);
  const dy = Math.max(Math.abs(y - 0.5) - (0.5 - corner), 0);
  return Math.hypot(dx, dy) <= corner;
}

/**
 * RGBA rows of the mark.
 * @param {number} side pixels
 * @param {boolean} maskable fills the square and keeps the letter in the safe middle
 */
export function drawMark(side, maskable) {
  const samples = 4;
  const pixels = new Uint8Array(side * side * 4);
  const shrink = maskable ? 0.8 : 1;
  for (let row = 0; row < side; ++row) {
    for (let column = 0; column < side; ++column) {
      let inside = 0;
      let letter = 0;
      for (let sub = 0; sub < samples * samples; ++sub) {
        const x = (column + ((sub % samples) + 0.5) / samples) / side;
        const y = (row + (Math.floor(sub / samples) + 0.5) / samples) / side;
        if (!maskable && !isInSquare(x, y, kCorner)) continue;
        ++inside;
        if (isOnLetter((x - 0.5) / shrink + 0.5, (y - 0.5) / shrink + 0.5)) ++letter;
      }
      const share = inside ? letter / inside : 0;
      const at = (row * side + column) * 4;
      for (let i = 0; i < 3; ++i) pixels[at + i] = Math.round((kAccent[i] ?? 0) * (1 - share) + (kPaper[i] ?? 0) * share);
      pixels[at + 3] = Math.round((inside * 255) / (samples * samples));
    }
  }
  return pixels;
}

const kCrcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; ++k) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** @param {Uint8Array} bytes */
function crc(bytes) {
  let c = 0xffffffff;
  for (const byte of bytes) c = (kCrcTable[(c ^ byte) & 255] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/**
 * @param {string} type
 * @param {Uint8Array} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/**
 * @param {Uint8Array} rgba
 * @param {number} side
 */
export function encodePng(rgba, side) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6, 0, 0, 0], 8); // eight bits, RGBA
  const rows = Buffer.alloc(side * (side * 4 + 1));
  for (let row = 0; row < side; ++row) {
    rows.set(rgba.subarray(row * side * 4, (row + 1) * side * 4), row * (side * 4 + 1) + 1);
  }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** @param {number[]} colour */
const hex = (colour) => `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

export function svgMark() {
  const side = 64;
  /** @param {number} value */
  const n = (value) => String(Math.round(value * side * 100) / 100);
  const end = (kOpeningDegrees * Math.PI) / 180;
  const endX = kCentreX + kRadius * Math.cos(end);
  const endY = kCentreY + kRadius * Math.sin(end);
  const arc = `M${n(kCentreX + kRadius)} ${n(kCentreY)}A${n(kRadius)} ${n(kRadius)} 0 1 0 ${n(endX)} ${n(endY)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">
<rect width="${side}" height="${side}" rx="${n(kCorner)}" fill="${hex(kAccent)}"/>
<path d="${arc}" fill="none" stroke="${hex(kPaper)}" stroke-width="${n(kStroke)}"/>
<path d="M${n(kCentreX - kRadius)} ${n(kCentreY)}H${n(kCentreX + kRadius + kStroke / 2)}" stroke="${hex(kPaper)}" stroke-width="${n(kBar)}"/>
</svg>
`;
}

/** @param {string} folder */
export function writeIcons(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'icon.svg'), svgMark());
  for (const side of [180, 192, 512]) {
    // Apple rounds the corners itself.
    writeFileSync(path.join(folder, `icon-${side}.png`), encodePng(drawMark(side, side === 180), side));
  }
  writeFileSync(path.join(folder, 'icon-maskable-512.png'), encodePng(drawMark(512, true), 512));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!process.argv[2]) {
    console.error('usage: node web/tools/icons.mjs FOLDER');
    process.exit(2);
  }
  writeIcons(process.argv[2]);
}
