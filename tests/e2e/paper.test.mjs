// What is seen of the page beside its canvas: on paper, and where the system forces its own colours upon pages.
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

/** What stands on paper: the words that are to be seen while the browser prints. */
async function printed(app) {
  await app.page.emulateMediaType('print');
  const words = await app.page.evaluate(() => {
    window.dispatchEvent(new Event('beforeprint'));
    const seen = document.body.innerText.trim(); // without what is not displayed, or invisible
    window.dispatchEvent(new Event('afterprint'));
    return seen;
  });
  await app.page.emulateMediaType(null);
  assert.ok(await app.page.evaluate(() => document.getElementById('plain').hidden), 'the page is there for the print alone');
  return words;
}

test('whatever is open is on paper, and no sheet is empty', { skip }, async () => {
  const app = await browser.open();
  assert.match(await printed(app), /Slow Compile[^]*episodes[^]*Cold Start/);
  await app.search('tail latency');
  await app.find('option', /tail latency/i);
  assert.match(await printed(app), /^tail latency\n[^]*moments? in \d+ episodes?[^]*The Slowest Request/);
  await app.search('');
  await openEpisode(app, 'Notes');
  const kEpisode = /^Three Copies of the Truth[^]*Notes[^]*Transcript/;
  assert.match(await printed(app), kEpisode);
  await app.chord('Control', ',');
  await app.find('dialog', 'Settings');
  assert.match(await printed(app), kEpisode);
  await app.page.keyboard.press('Escape');
  await app.gone('dialog', 'Settings');
  await app.search('latency');
  await app.find('option', /latency/i);
  assert.match(await printed(app), kEpisode);
  assert.deepEqual(app.errors, []);
  await app.context.close();
});

test('a report as text and a file as it was are on paper, and have a plain page', { skip }, async () => {
  const app = await browser.open();
  const kTranscript = 'WEBVTT\n\n00:09.000 --> 00:02.000\nThis cue ends early.\n\n00:10.000 --> 00:12.000\nThe lamp is lit.\n';
  await app.give('drop', [{ name: 'wick.vtt', text: kTranscript }]);
  await app.find('status', /Added 1 episode/);
  await app.press('button', 'More');
  await app.press('menuitem', 'Import report');
  await app.press('button', /^Line 3: /);
  await app.find('heading', 'wick.vtt');
  assert.match(await printed(app), /^wick\.vtt[^]*Line 3: [^]*The lamp is lit\./);
  await app.page.keyboard.press('Escape');
  await app.press('button', 'As text');
  await app.find('heading', 'Import report');
  assert.match(await printed(app), /^Import report[^]*wick\.vtt[^]*Line 3: /);
  await app.chord('Shift', 'P');
  await app.wait(() => !document.getElementById('plain').hidden);
  assert.match(await app.page.evaluate(() => document.getElementById('plain-text').innerText), /^Import report[^]*Line 3: /);
  assert.deepEqual(app.errors, []);
  await app.context.close();
});

test('under forced colours only the canvas is seen of the app, in high contrast', { skip }, async () => {
  const app = await browser.open();
  const cdp = await app.page.createCDPSession();
  await openEpisode(app, 'Transcript');
  await cdp.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }, { name: 'prefers-color-scheme', value: 'dark' }] });
  // The browser tells the page of it when it next draws.
  await app.wait(() => document.querySelector('meta[name="theme-color"]').content === '#000000');
  const painted = await app.page.evaluate(() => [...document.querySelectorAll('#twin, #twin *')].filter((element) => {
    const { color, backgroundColor, borderTopWidth } = getComputedStyle(element);
    return (element.id !== 'twin' && color !== 'rgba(0, 0, 0, 0)') || backgroundColor !== 'rgba(0, 0, 0, 0)' || borderTopWidth !== '0px';
  }).map((element) => `${element.getAttribute('role')} ${element.textContent}`));
  assert.deepEqual(painted, []);
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
