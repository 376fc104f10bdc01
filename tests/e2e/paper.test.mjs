// What is seen of the page beside its canvas.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let browser;
before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});
after(() => cleanUps.run());

async function openEpisode(app, tab) {
  await app.press('button', /Three Copies of the Truth/);
  await app.find('tab', null, { selected: 'true' });
  await app.press('tab', tab);
  await app.find('tab', tab, { selected: 'true' });
}

test('under forced colours only the canvas is seen of the app, in high contrast', { skip }, async () => {
  const app = await browser.open();
  const cdp = await app.page.createCDPSession();
  await openEpisode(app, 'Transcript');
  await cdp.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }, { name: 'prefers-color-scheme', value: 'dark' }] });
  await app.pass(2);
  const painted = await app.page.evaluate(() => [...document.querySelectorAll('#twin, #twin *')].filter((element) => {
    const { color, backgroundColor, borderTopWidth } = getComputedStyle(element);
    return (element.id !== 'twin' && color !== 'rgba(0, 0, 0, 0)') || backgroundColor !== 'rgba(0, 0, 0, 0)' || borderTopWidth !== '0px';
  }).map((element) => element.outerHTML.slice(0, 80)));
  assert.deepEqual(painted, []);
  assert.equal(await app.page.evaluate(() => document.querySelector('meta[name="theme-color"]').content), '#000000');
  // The plain page is the system's, words on their ground.
  await app.chord('Shift', 'P');
  await app.wait(() => !document.getElementById('plain').hidden);
  const page = await app.page.evaluate(() => {
    const { color } = getComputedStyle(document.querySelector('#plain-text p'));
    return { color, ground: getComputedStyle(document.getElementById('plain')).backgroundColor };
  });
  assert.notEqual(page.color, page.ground);
  await app.context.close();
});
