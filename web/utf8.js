/** Offsets: the core counts bytes of UTF-8, the browser counts units of UTF-16. */

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** @param {string} text */
export const encode = (text) => encoder.encode(text);

/** @param {Uint8Array} bytes */
export const decode = (bytes) => decoder.decode(bytes);

/**
 * Bytes of UTF-8 before a UTF-16 offset; an offset inside a surrogate pair counts as before it.
 * @param {string} text
 * @param {number} unit
 */
export function bytesBefore(text, unit) {
  let end = Math.min(unit, text.length);
  if (end > 0 && end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[end] ?? '')) --end;
  return encoder.encode(text.slice(0, end)).length;
}

/**
 * UTF-16 units before a byte offset; an offset inside a character counts as before it.
 * @param {string} text
 * @param {number} byte
 */
export function unitsBefore(text, byte) {
  let units = 0;
  let bytes = 0;
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > byte) break;
    units += character.length;
  }
  return units;
}
