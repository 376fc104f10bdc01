// Dialogs as assistive technology and the keyboard meet them: the focus is kept in them and goes back where it was.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;
before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});
after(() => cleanUps.run());

const focused = (app) => app.page.evaluate(() => ({ name: window.__place(document.activeElement).name, inDialog: document.activeElement.closest('[role=dialog]') !== null }));

const kDialogs = {
  Settings: (app) => app.chord('Control', ','),
  'All commands': (app) => app.page.keyboard.press('F1'),
  'Keyboard shortcuts': (app) => app.chord('Shift', '?'),
};

for (const [name, open] of Object.entries(kDialogs)) {
  test(`${name}: Tab goes round in it, and the focus goes back to what had it`, { skip }, async () => {
    const app = await browser.open();
    await app.focus('button', 'Open');
    await app.wait(() => window.__place(document.activeElement).name === 'Open');
    await open(app);
    await app.find('dialog', name);
    await app.wait(() => document.activeElement.closest('[role=dialog]') !== null);
    const first = await focused(app);
    let hasComeRound = false;
    for (let step = 0; step < 40 && !hasComeRound; ++step) {
      await app.page.keyboard.press('Tab');
      const now = await focused(app);
      assert.ok(now.inDialog, `Tab led out of the dialog, to ${now.name}`);
      hasComeRound = now.name === first.name;
    }
    assert.ok(hasComeRound);
    await app.page.keyboard.down('Shift');
    await app.page.keyboard.press('Tab');
    await app.page.keyboard.up('Shift');
    assert.ok((await focused(app)).inDialog);
    await app.page.keyboard.press('Escape');
    await app.gone('dialog', name);
    await app.wait(() => window.__place(document.activeElement).name === 'Open');
    assert.deepEqual(app.errors, []);
  });
}

test('how much was found is announced politely when typing rests', { skip }, async () => {
  const app = await browser.open();
  await app.search('tail latency');
  const { name } = await app.find('status', /^\d+ moments/);
  await app.wait((words) => document.getElementById('said').textContent.trim() === words, name);
  assert.equal(await app.page.evaluate(() => document.getElementById('said').getAttribute('aria-live')), 'polite');
});
