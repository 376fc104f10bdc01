// Searching in a real browser: the list of suggestions as a combo box, what stands under the results, and repairs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;
before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});
after(() => cleanUps.run());

/** What a screen reader is told of the search field. */
const field = (app) =>
  app.page.evaluate(() => {
    const box = window.__find('combobox', null)[0];
    const active = box.getAttribute('aria-activedescendant');
    const list = box.getAttribute('aria-controls');
    return {
      value: box.value,
      caret: box.selectionStart,
      focused: document.activeElement === box,
      expanded: box.getAttribute('aria-expanded'),
      active: active ? document.getElementById(active)?.textContent : null,
      list: list ? document.getElementById(list)?.getAttribute('role') : null,
    };
  });

test('the list of suggestions is a combo box, and what is taken stands in the field', { skip }, async () => {
  const app = await browser.open();
  await app.search('laten');
  await app.find('option', 'latency');
  assert.deepEqual(await field(app), { value: 'laten', caret: 5, focused: true, expanded: 'true', active: null, list: 'listbox' });
  await app.page.keyboard.press('ArrowDown');
  await app.find('option', 'latency', { selected: 'true' });
  assert.equal((await field(app)).active, 'latency');
  await app.page.keyboard.press('Tab');
  await app.gone('listbox', 'Suggestions');
  assert.deepEqual(await field(app), { value: 'latency ', caret: 8, focused: true, expanded: 'false', active: null, list: null });
});

test('a suggestion is taken by the mouse, and typing goes on behind it', { skip }, async () => {
  const app = await browser.open();
  await app.search('laten');
  await app.click('option', 'latency');
  await app.gone('listbox', 'Suggestions');
  await app.page.keyboard.type('tail');
  await app.wait(() => window.__find('combobox', null)[0].value === 'latency tail');
  assert.equal((await field(app)).focused, true);
});

test('the field tells the moment that its arrow keys have reached, and nothing while one types', { skip }, async () => {
  const app = await browser.open();
  await app.search('tail latency');
  await app.find('option', /tail latency/, { selected: 'true' });
  const typed = await field(app);
  assert.deepEqual([typed.expanded, typed.active, typed.list], ['false', null, null]);
  await app.page.keyboard.press('ArrowDown');
  await app.wait(() => window.__find('combobox', null)[0].getAttribute('aria-expanded') === 'true');
  const walked = await field(app);
  const chosen = await app.page.evaluate(() => window.__find('option', null, { selected: 'true' })[0].textContent);
  assert.deepEqual([walked.focused, walked.active, walked.list], [true, chosen, 'listbox']);
});

/** Opens the first moment of a search. */
async function openFirst(app, words) {
  await app.search(words);
  await app.find('region', 'Search results');
  await app.find('option', new RegExp(words), { selected: 'true' });
  await app.page.keyboard.press('Enter');
  await app.gone('region', 'Search results');
}

test('searches that led to a moment outlive a reload and can be forgotten', { skip }, async () => {
  const app = await browser.open();
  await openFirst(app, 'tail latency');
  await app.reload();
  await app.search('');
  await app.find('option', 'tail latency');
  await app.press('button', 'Forget these searches');
  await app.gone('listbox', 'Recent searches');
});

test('what was done last outlives a reload that the database is too slow for', { skip }, async () => {
  const app = await browser.open();
  // As if the page went away before any write came to its end.
  await app.page.evaluate(() => {
    globalThis.IDBDatabase.prototype.transaction = () => ({ objectStore: () => ({ put() {} }), commit() {} });
  });
  await openFirst(app, 'tail latency');
  await app.page.reload({ waitUntil: 'domcontentloaded' });
  await app.ready();
  await app.find('tablist', 'What to read'); // the episode that was open
  await app.search('');
  await app.find('option', 'tail latency');
});

test('characters read in a wrong encoding are put right by a key, and come back by undo', { skip }, async () => {
  const app = await browser.open();
  await app.give('drop', [{ name: 'harbour.md', text: '# At the harbour\n\n- The Caf\u00c3\u00a9 opens at six\n- Boats\n' }]);
  await app.find('button', 'Repair them');
  await app.page.keyboard.down('Shift');
  await app.page.keyboard.press('R');
  await app.page.keyboard.up('Shift');
  await app.find(null, /Caf\u00e9 opens/);
  await app.gone('button', 'Repair them');
  await app.press('button', 'Undo');
  await app.find('button', 'Repair them');
});

test('a pasted address is told what to do with, and nothing is fetched', { skip }, async () => {
  const app = await browser.open();
  await app.give('paste', [{ text: 'https://podcasts.example.org/feed.xml' }]);
  await app.find('alert', /save the feed/);
  assert.deepEqual(app.offOrigin, []);
});
