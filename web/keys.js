/** What keys are called, which of them are held, and which belong to a text box that has the focus. */

import { MODIFIER } from './bridge.js';

/** Keys that edit text; a focused text box keeps them. */
const EDITING = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'Delete', 'Insert']);
/** Letters that edit together with Control (Command on a Mac). */
const EDITING_CHORDS = new Set(['a', 'c', 'v', 'x', 'y', 'z']);
const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn']);

/**
 * The part of a KeyboardEvent that counts here.
 * @typedef {Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'> & Partial<Pick<KeyboardEvent, 'code' | 'getModifierState'>>} KeyFacts
 */

/**
 * What of an event says which modifiers are held.
 * @typedef {Pick<MouseEvent | KeyboardEvent, 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'> & Partial<Pick<KeyboardEvent, 'key' | 'getModifierState'>>} HeldFacts
 */

/**
 * Whether a key is called what it typed, and that is no letter: a sign or a digit.
 * @param {string} key
 */
function isSign(key) {
  return [...key].length === 1 && key !== ' ' && key.toLowerCase() === key.toUpperCase();
}

/**
 * What is held beside the key itself. Shift that made a sign is none of it: a French keyboard's digits need it. AltGr
 * makes characters as well; Windows says Control and Alt of it.
 * @param {HeldFacts} event
 */
function heldWith(event) {
  const key = event.key ?? '';
  const isAltGraph = [...key].length === 1 && (event.getModifierState?.('AltGraph') ?? false);
  return { control: event.ctrlKey && !isAltGraph, shift: event.shiftKey && !isSign(key), alt: event.altKey && !isAltGraph, meta: event.metaKey };
}

/**
 * The key's name. A letter of another script counts as the Latin one of the same key: shortcuts are the same on a
 * Russian keyboard.
 * @param {KeyFacts} event
 */
export function keyNameOf({ key, code = '' }) {
  const latin = /^Key([A-Z])$/.exec(code)?.[1];
  const isForeign = [...key].length === 1 && key.toLowerCase() !== key.toUpperCase() && !/^\p{Script=Latin}$/u.test(key);
  if (!latin || !isForeign) return key;
  return key === key.toLowerCase() ? latin.toLowerCase() : latin;
}

/** @param {Pick<KeyboardEvent, 'key'>} event */
export function isModifier(event) {
  return MODIFIER_KEYS.has(event.key);
}

/**
 * Bits of MODIFIER.
 * @param {HeldFacts} event
 */
export function modifiersOf(event) {
  const held = heldWith(event);
  return (
    (held.control ? MODIFIER.control : 0) |
    (held.shift ? MODIFIER.shift : 0) |
    (held.alt ? MODIFIER.alt : 0) |
    (held.meta ? MODIFIER.meta : 0)
  );
}

/**
 * The name of a key with its modifiers, as the command table writes it: "Control+K", "?", "Shift+Tab". On a Mac the
 * Command key is the one called Control. Letters are capitals; Shift is not named where it made another character.
 * @param {KeyFacts} event
 * @param {boolean} mac
 */
export function chordOf(event, mac) {
  const key = keyNameOf(event);
  const held = heldWith(event);
  const primary = mac ? held.meta : held.control;
  const secondary = mac ? held.control : held.meta;
  let chord = '';
  if (primary) chord += 'Control+';
  if (held.alt) chord += 'Alt+';
  if (held.shift) chord += 'Shift+';
  if (secondary) chord += 'Meta+';
  if (key === ' ') return `${chord}Space`;
  return chord + ([...key].length === 1 ? key.toUpperCase() : key);
}

/**
 * Whether a focused text box keeps this key: it types, or moves and edits what was typed.
 * @param {KeyFacts} event
 * @param {boolean} mac
 */
export function belongsToTextBox(event, mac) {
  const key = keyNameOf(event);
  const held = heldWith(event);
  const command = mac ? held.meta : held.control;
  if (EDITING.has(key)) return true;
  if ([...key].length !== 1) return false;
  if (!held.control && !held.meta) return true; // Alt types characters on many layouts
  return command && EDITING_CHORDS.has(key.toLowerCase());
}
