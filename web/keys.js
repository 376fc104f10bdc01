/** What keys are called, and which belong to a text box that has the focus. */

import { MODIFIER } from './bridge.js';

/** Keys that edit text; a focused text box keeps them. */
const EDITING = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'Delete', 'Insert']);
/** Letters that edit together with Control (Command on a Mac). */
const EDITING_CHORDS = new Set(['a', 'c', 'v', 'x', 'y', 'z']);
const MODIFIER_KEYS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Fn']);

/**
 * The part of a KeyboardEvent that counts here.
 * @typedef {Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>} KeyFacts
 */

/** @param {KeyFacts} event */
export function isModifier(event) {
  return MODIFIER_KEYS.has(event.key);
}

/** @param {KeyFacts} event */
export function modifiersOf(event) {
  return (
    (event.ctrlKey ? MODIFIER.control : 0) |
    (event.shiftKey ? MODIFIER.shift : 0) |
    (event.altKey ? MODIFIER.alt : 0) |
    (event.metaKey ? MODIFIER.meta : 0)
  );
}

/**
 * The name of a key with its modifiers, as the command table writes it: "Control+K", "?", "Shift+Tab". On a Mac the
 * Command key is the one called Control. Letters are capitals; Shift is not named where it made another character.
 * @param {KeyFacts} event
 * @param {boolean} mac
 */
export function chordOf(event, mac) {
  const primary = mac ? event.metaKey : event.ctrlKey;
  const secondary = mac ? event.ctrlKey : event.metaKey;
  const isCharacter = [...event.key].length === 1;
  const isLetter = isCharacter && event.key.toLowerCase() !== event.key.toUpperCase();
  let chord = '';
  if (primary) chord += 'Control+';
  if (event.altKey) chord += 'Alt+';
  if (event.shiftKey && (!isCharacter || event.key === ' ' || isLetter)) chord += 'Shift+';
  if (secondary) chord += 'Meta+';
  if (event.key === ' ') return `${chord}Space`;
  return chord + (isLetter ? event.key.toUpperCase() : event.key);
}

/**
 * Whether a focused text box keeps this key: it types, or moves and edits what was typed.
 * @param {KeyFacts} event
 * @param {boolean} mac
 */
export function belongsToTextBox(event, mac) {
  const command = mac ? event.metaKey : event.ctrlKey;
  if (EDITING.has(event.key)) return true;
  if ([...event.key].length !== 1) return false;
  if (!event.ctrlKey && !event.metaKey) return true; // Alt types characters on many layouts
  return command && EDITING_CHORDS.has(event.key.toLowerCase());
}
