import assert from 'node:assert/strict';
import test from 'node:test';
import { Twin } from '../../web/twin.js';
import { attributesOf, tagOf, textOf } from '../../web/twin_node.js';

globalThis.Element ??= class {};
globalThis.HTMLInputElement ??= class extends globalThis.Element {};

const node = (facts) => ({ id: 1, parent: 0, rect: [0, 0, 10, 10], ...facts });
const said = (facts, isLeaf = true) =>
  Object.fromEntries(Object.entries(attributesOf(node(facts), isLeaf)).filter(([, value]) => value !== null));

test('what takes text is a real input, what is pressed a real button', () => {
  assert.equal(tagOf('searchbox'), 'input');
  assert.equal(tagOf('textbox'), 'input');
  assert.equal(tagOf('button'), 'button');
  assert.equal(tagOf('option'), 'div');
});

test('a leaf shows its name as text, as an item of a list does; another container has it as label', () => {
  assert.equal(said({ role: 'paragraph', name: 'Episode' })['aria-label'], undefined);
  assert.equal(said({ role: 'listitem', name: 'Episode' }, false)['aria-label'], undefined);
  assert.equal(said({ role: 'group', name: 'Episode' }, false)['aria-label'], 'Episode');
  assert.equal(said({ role: 'searchbox', name: 'Search' })['aria-label'], 'Search');
});

test('a value is said where one is allowed: of progress, and as the text of a document', () => {
  const progress = said({ role: 'progressbar', value: '3 of 9', percent: 0 });
  assert.equal(progress['aria-valuetext'], '3 of 9');
  assert.equal(progress['aria-valuenow'], '0');
  assert.ok(!('aria-valuenow' in said({ role: 'progressbar' })), 'nobody knows how far it is');
  const document = said({ role: 'document', name: 'Licences', value: 'MIT' });
  assert.equal(document['aria-valuetext'], undefined);
  assert.equal(document['aria-label'], 'Licences');
});

test('states that do not apply are absent, false ones are said', () => {
  assert.equal(said({ role: 'tab', selected: false })['aria-selected'], 'false');
  assert.ok(!('aria-selected' in said({ role: 'tab' })));
});

test('position, level and shortcut are said', () => {
  const attributes = said({ role: 'treeitem', level: 2, setSize: 5, pos: 3, shortcut: 'Control+K' });
  assert.equal(attributes['aria-level'], '2');
  assert.equal(attributes['aria-setsize'], '5');
  assert.equal(attributes['aria-posinset'], '3');
  assert.equal(attributes['aria-keyshortcuts'], 'Control+K');
});

test('a row says its place in the table, and the table how many it has', () => {
  assert.equal(said({ role: 'table', setSize: 400 })['aria-rowcount'], '400');
  const row = said({ role: 'row', setSize: 400, pos: 7 });
  assert.equal(row['aria-rowindex'], '7');
  assert.ok(!('aria-posinset' in row));
});

test('an image is named by the words that stand for it, which can be selected as text', () => {
  const image = { role: 'img', name: 'A lighthouse', flows: true };
  assert.equal(tagOf('img'), 'span');
  assert.equal(said(image)['role'], 'img');
  assert.equal(said(image)['aria-label'], 'A lighthouse');
  assert.equal(textOf(node(image), true), 'A lighthouse');
});

test('words and links stand in the line of their paragraph, a text that runs left says so', () => {
  assert.equal(said({ role: 'link', name: 'notes', flows: true }).class, 'flow');
  assert.equal(said({ role: 'paragraph', name: '\u05e9', rtl: true }).dir, 'rtl');
});

test('a separator that can be moved says where it is and may go', () => {
  const line = said({ role: 'separator', name: 'Width of the library', focusable: true, now: 312, least: 220, most: 480 });
  assert.deepEqual([line['aria-valuenow'], line['aria-valuemin'], line['aria-valuemax']], ['312', '220', '480']);
  assert.equal(line['aria-orientation'], 'vertical');
  assert.equal(line.tabindex, '0');
  assert.ok(!('aria-orientation' in said({ role: 'separator' })));
});

test('the announcer speaks for what is live', () => {
  assert.equal(said({ role: 'status', name: '3 moments', live: true })['aria-live'], 'off');
});

test('a combo box says which list is open and which option is chosen', () => {
  const closed = said({ role: 'combobox', name: 'Search', expanded: false });
  assert.equal(closed['aria-expanded'], 'false');
  assert.equal(closed['aria-autocomplete'], 'list');
  assert.ok(!('aria-controls' in closed));
  const open = said({ role: 'combobox', name: 'Search', expanded: true, controls: 7, active: 8 });
  assert.equal(open['aria-controls'], 'node-7');
  assert.equal(open['aria-activedescendant'], 'node-8');
  assert.equal(tagOf('combobox'), 'input');
});

test('a link that came while the twin was hidden is brought to its place when it is shown', () => {
  const listeners = { addEventListener: () => {} };
  const root = { ...listeners, hidden: true, ownerDocument: listeners };
  const boxAt = (left, top, width, height) => () =>
    root.hidden ? { left: 0, right: 0, top: 0, bottom: 0 } : { left, right: left + width, top, bottom: top + height };
  const twin = new Twin(root, {});
  const entry = (facts, box) => {
    const made = { node: node(facts), parent: facts.parent, element: { style: {}, getBoundingClientRect: box }, place: [NaN, NaN, NaN, NaN] };
    twin.entries.set(facts.id, made);
    return made;
  };
  entry({ id: 1, parent: 0, role: 'paragraph' }, boxAt(100, 50, 400, 60));
  const words = entry({ id: 2, parent: 1, role: 'text', flows: true }, boxAt(100, 50, 30, 20));
  const link = entry({ id: 3, parent: 1, role: 'link', flows: true, rect: [40, 30, 60, 20] }, boxAt(130, 50, 50, 20));
  twin.placeInLines([link]);
  assert.deepEqual(link.element.style, {}, 'nothing is known of places');
  root.hidden = false;
  twin.onShown();
  // The middle of the canvas's, 70 and 40 in the block, less that of the browser's line, 55 and 10.
  assert.deepEqual(link.element.style, { left: '15px', top: '30px' });
  assert.deepEqual(words.element.style, {});
});

/** A twin with one text box that has the focus; `sent` is what the app is told. */
function textBox(value) {
  const sent = [];
  const document = { addEventListener: () => {} };
  const twin = new Twin({ addEventListener: () => {}, ownerDocument: document }, { setSelection: (_, __, selection) => sent.push(selection) });
  const input = Object.assign(new HTMLInputElement(), {
    ownerDocument: document,
    value,
    setSelectionRange(begin, end, direction) {
      Object.assign(this, { selectionStart: begin, selectionEnd: end, selectionDirection: direction });
    },
  });
  document.activeElement = input;
  const entry = { node: node({ role: 'searchbox', value }), element: input, tag: 'input', patience: 0, seenSelection: '' };
  twin.byElement.set(input, entry);
  const select = (...selection) => {
    input.setSelectionRange(...selection);
    twin.onSelection();
  };
  const tell = (facts) => {
    Object.assign(entry.node, facts);
    twin.fill(entry, input);
  };
  return { input, sent, select, tell };
}

test('the app is told at which end of a selection the caret is', () => {
  const { sent, select } = textBox('harbour');
  select(0, 5, 'forward');
  select(0, 5, 'backward');
  assert.deepEqual(sent, [
    { begin: 0, end: 5, isBackward: false },
    { begin: 0, end: 5, isBackward: true },
  ]);
});

test('a caret has no direction', () => {
  const { sent, select } = textBox('harbour');
  select(3, 3, 'backward');
  assert.deepEqual(sent, [{ begin: 3, end: 3, isBackward: false }]);
});

test('a selection that the app makes backwards is extended at its begin', () => {
  const { input, sent, tell, select } = textBox('harbour');
  tell({ sel: [2, 5], backward: true });
  assert.deepEqual([input.selectionStart, input.selectionEnd, input.selectionDirection], [2, 5, 'backward']);
  select(2, 5, 'backward'); // what the browser tells of it
  assert.deepEqual(sent, []);
});

test("the app's answer leaves the direction of a user's selection alone", () => {
  const { input, select, tell } = textBox('harbour');
  select(0, 5, 'backward');
  tell({ sel: [0, 5], backward: true });
  assert.equal(input.selectionDirection, 'backward');
});
