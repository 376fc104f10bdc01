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

test('searches that led to a moment outlive a reload and can be forgotten', { skip }, async () => {
  const app = await browser.open();
  await app.search('tail latency ');
  await app.find('option', /latency/i);
  await app.page.keyboard.press('Enter');
  await app.gone('region', 'Search results');
  await app.reload();
  await app.search('');
  await app.find('option', 'tail latency');
  await app.press('button', 'Forget these searches');
  await app.gone('listbox', 'Recent searches');
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
