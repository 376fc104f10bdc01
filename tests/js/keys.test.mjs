import assert from 'node:assert/strict';
import test from 'node:test';
import { MODIFIER } from '../../web/bridge.js';
import { belongsToTextBox, chordOf, isModifier, modifiersOf } from '../../web/keys.js';
import { wheelPoints } from '../../web/input.js';

const key = (name, held = {}) => ({ key: name, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false, ...held });

const typedByAltGraph = (name) => key(name, { ctrlKey: true, altKey: true, getModifierState: (modifier) => modifier === 'AltGraph' });

const chords = [
  ['/', key('/'), false, '/'],
  ['? without its Shift', key('?', { shiftKey: true }), false, '?'],
  ['a letter', key('j'), false, 'J'],
  ['a letter with Shift', key('N', { shiftKey: true }), false, 'Shift+N'],
  ['Control and a letter', key('k', { ctrlKey: true }), false, 'Control+K'],
  ['Control, Shift and a letter', key('P', { ctrlKey: true, shiftKey: true }), false, 'Control+Shift+P'],
  ['Command on a Mac', key('k', { metaKey: true }), true, 'Control+K'],
  ['Control on a Mac is another key', key('k', { ctrlKey: true }), true, 'Meta+K'],
  ['Shift with a named key', key('Tab', { shiftKey: true }), false, 'Shift+Tab'],
  ['Alt and an arrow', key('ArrowLeft', { altKey: true }), false, 'Alt+ArrowLeft'],
  ['the space bar', key(' '), false, 'Space'],
  ['AltGr, which Windows calls Control and Alt', typedByAltGraph('\\'), false, '\\'],
  ['a letter of another script', key('\u043b', { ctrlKey: true, code: 'KeyK' }), false, 'Control+K'],
  ['a Latin letter of another layout', key('z', { ctrlKey: true, code: 'KeyY' }), false, 'Control+Z'],
];
for (const [name, event, mac, chord] of chords) {
  test(`chord: ${name}`, () => assert.equal(chordOf(event, mac), chord));
}

/** Keys of three layouts, as browsers tell them: name, code, what is held; then the chord and what is told to be held. */
const layouts = [
  ['US', '+', 'Equal', { ctrlKey: true, shiftKey: true }, 'Control++', MODIFIER.control],
  ['US', '=', 'Equal', { ctrlKey: true }, 'Control+=', MODIFIER.control],
  ['US', ')', 'Digit0', { ctrlKey: true, shiftKey: true }, 'Control+)', MODIFIER.control],
  ['US', '!', 'Digit1', { shiftKey: true }, '!', 0],
  ['US', '?', 'Slash', { shiftKey: true }, '?', 0],
  ['AZERTY', '1', 'Digit1', { shiftKey: true }, '1', 0],
  ['AZERTY', '0', 'Digit0', { ctrlKey: true, shiftKey: true }, 'Control+0', MODIFIER.control],
  ['AZERTY', '+', 'Equal', { ctrlKey: true, shiftKey: true }, 'Control++', MODIFIER.control],
  ['AZERTY', '.', 'Comma', { ctrlKey: true, shiftKey: true }, 'Control+.', MODIFIER.control],
  ['AZERTY', '/', 'Period', { shiftKey: true }, '/', 0],
  ['QWERTZ', '/', 'Digit7', { shiftKey: true }, '/', 0],
  ['QWERTZ', '?', 'Minus', { shiftKey: true }, '?', 0],
  ['QWERTZ', '+', 'BracketRight', { ctrlKey: true }, 'Control++', MODIFIER.control],
  ['any', ' ', 'Space', { shiftKey: true }, 'Shift+Space', MODIFIER.shift],
  ['any', 'P', 'KeyP', { ctrlKey: true, shiftKey: true }, 'Control+Shift+P', MODIFIER.control | MODIFIER.shift],
  ['any', 'F3', 'F3', { shiftKey: true }, 'Shift+F3', MODIFIER.shift],
];
for (const [layout, name, code, held, chord, modifiers] of layouts) {
  test(`what is asked for and what is told are the same key: ${chord} by ${code} of ${layout}`, () => {
    const event = key(name, { code, ...held });
    assert.equal(chordOf(event, false), chord);
    assert.equal(modifiersOf(event), modifiers);
  });
}

test('Shift with a press of the pointer is told', () => {
  assert.equal(modifiersOf({ ctrlKey: false, shiftKey: true, altKey: false, metaKey: false }), MODIFIER.shift);
});

test('a text box keeps what types and edits', () => {
  for (const event of [key('a'), key('A', { shiftKey: true }), key('/'), key('Backspace'), key('ArrowLeft'), key('v', { ctrlKey: true })]) {
    assert.ok(belongsToTextBox(event, false), event.key);
  }
});

test('a text box leaves the app what moves in lists and opens', () => {
  for (const event of [key('ArrowDown'), key('Enter'), key('Escape'), key('Tab'), key('k', { ctrlKey: true })]) {
    assert.ok(!belongsToTextBox(event, false), event.key);
  }
});

test('what AltGr types is text', () => {
  assert.ok(belongsToTextBox(typedByAltGraph('@'), false));
  assert.equal(modifiersOf(typedByAltGraph('@')), 0);
});

test('modifiers alone are no keys', () => {
  assert.ok(isModifier(key('Shift')));
  assert.ok(!isModifier(key('s')));
});

test('wheels count in pixels, lines or pages', () => {
  const turn = (deltaY, deltaMode, shiftKey = false) => wheelPoints({ deltaX: 0, deltaY, deltaMode, shiftKey }, 1000);
  assert.deepEqual(turn(100, 0), { x: 0, y: 100 });
  assert.deepEqual(turn(3, 1), { x: 0, y: 60 });
  assert.deepEqual(turn(1, 2), { x: 0, y: 900 });
  assert.deepEqual(turn(100, 0, true), { x: 100, y: 0 });
});
