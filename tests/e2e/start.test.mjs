import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;
let app;
after(() => cleanUps.run());
before(async () => {
  if (skip) return;
  browser = await startBrowser(cleanUps);
  app = await browser.open();
});

test('the page loads and the demo show is there', { skip }, async () => {
  await app.find('navigation', 'Library');
  await app.find('heading', 'Slow Compile');
  assert.ok((await app.count('button', /^Actions for /)) >= 6);
});

test('the shell says what it is before the program is there', { skip }, async () => {
  const other = await browser.open({ load: false });
  await other.page.setJavaScriptEnabled(false);
  await other.page.goto(other.url);
  const text = await other.page.evaluate(() => document.body.innerText).catch(() => '');
  await other.page.setJavaScriptEnabled(true);
  assert.match(text, /Earshot/);
  assert.match(text, /needs JavaScript/);
});

test('typing finds, and says how much', { skip }, async () => {
  await app.search('cache');
  await app.find('region', 'Search results');
  const status = await app.find('status', /\d+ moment/);
  assert.match(status.name, /[1-9]/);
  assert.ok((await app.count('option', /cache/i)) > 0);
});

test('Enter opens the selected moment at the highlighted words', { skip }, async () => {
  await app.search('tail latency');
  await app.find('option', /tail latency/i);
  await app.page.keyboard.press('ArrowDown');
  await app.find('option', null, { selected: 'true' });
  await app.page.keyboard.press('Enter');
  await app.gone('region', 'Search results');
  const match = await app.find('listitem', /tail|latency/i, { current: 'true' });
  const { width, height } = app.page.viewport();
  assert.ok(match.left >= 0 && match.left < width && match.top > 52 && match.top < height, JSON.stringify(match));
});

test('a click on the canvas does what a press on the element does', { skip }, async () => {
  await app.search('');
  await app.find('listbox', 'Recent searches'); // which lies over the page
  await app.page.keyboard.press('Escape');
  await app.gone('listbox', 'Recent searches');
  await app.click('tab', 'Transcript');
  await app.find('tab', 'Transcript', { selected: 'true' });
  await app.press('tab', 'Notes');
  await app.find('tab', 'Notes', { selected: 'true' });
});

test('nothing left the page\'s origin, broke the policy or failed', { skip }, async () => {
  assert.deepEqual(app.offOrigin, []);
  assert.deepEqual((await app.seen()).violations, []);
  assert.deepEqual(app.errors, []);
});
