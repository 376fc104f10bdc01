// The interface in the reader's language: the browser's, or the one that was chosen, on the canvas and in the page's own words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';
import { LANGUAGES } from '../../web/words.js';

const skip = whySkipped();
let browser;
before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});
after(() => cleanUps.run());

/** A page in a browser whose user reads these languages, best first. */
async function openIn(languages, options = {}) {
  const app = await browser.open({ ...options, load: false });
  const cdp = await app.page.createCDPSession();
  await cdp.send('Emulation.setUserAgentOverride', { userAgent: await app.page.browser().userAgent(), acceptLanguage: languages });
  if (options.load !== false) await app.load();
  return app;
}

const documentLanguage = (app) => app.page.evaluate(() => document.documentElement.lang);

/** The page's own words, those that are hidden now included. */
const ownWords = (app) => app.page.evaluate(() => Object.fromEntries([...document.querySelectorAll('[data-word]')]
  .map((element) => [element.dataset.word, (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ')])));

/** Waits until the page's own words are those of a language. */
async function ownWordsAre(app, tag) {
  await app.wait((lang) => document.documentElement.lang === lang, tag);
  const said = await ownWords(app);
  assert.ok(Object.keys(said).length >= 8);
  for (const [word, text] of Object.entries(said)) assert.equal(text, LANGUAGES[tag][word], word);
}

/** Opens the settings and chooses a language. The system's has the name of another choice, the theme's. */
async function choose(app, settings, group, language) {
  await app.chord('Control', ',');
  await app.find('dialog', settings);
  await app.find('radiogroup', group);
  await app.page.evaluate((of, name) => {
    const [radios] = window.__find('radiogroup', { source: `^${of}$`, flags: '' });
    [...radios.querySelectorAll('[role=radio]')].find((radio) => window.__place(radio).name === name).click();
  }, group, language);
}

test('a browser in German gets the interface in German', { skip }, async () => {
  const app = await openIn('de-AT,de');
  await app.find('navigation', 'Bibliothek');
  await app.find('heading', 'Slow Compile'); // what somebody wrote stays in its language
  await app.find('button', /^Aktionen für /);
  await app.find('button', 'Mehr');
  await ownWordsAre(app, 'de');
  assert.deepEqual(app.errors, []);
});

test('searching speaks German: what was found, what was not, and what is wrong with a query', { skip }, async () => {
  const app = await openIn('de');
  const search = async (text) => {
    await app.focus('combobox', /^Suche|durchsuchen/);
    await app.chord('Control', 'a');
    await app.page.keyboard.press('Delete');
    await app.page.keyboard.type(text);
  };
  await search('cache');
  await app.find('region', 'Suchergebnisse');
  await app.find('status', /\d+ Stellen in \d+ Folgen/);
  await search('xylophone zeppelin');
  await app.find('status', /Nichts gefunden/);
  await search('cache after:someday ');
  await app.find('alert', /someday.*[a-zäöü]/);
  const { name } = await app.find('alert', /someday/);
  assert.doesNotMatch(name, /\b(the|is|not|date)\b/i);
});

test('the settings change the language at once, and after a reload it is still that', { skip }, async () => {
  const app = await openIn('de');
  await choose(app, 'Einstellungen', 'Sprache', 'English');
  await app.find('dialog', 'Settings');
  await app.find('navigation', 'Library');
  await ownWordsAre(app, 'en');
  await app.page.keyboard.press('Escape');
  await app.gone('dialog', 'Settings');
  await app.reload();
  await app.find('navigation', 'Library');
  await ownWordsAre(app, 'en');
  await choose(app, 'Settings', 'Language', 'As the system');
  await app.find('dialog', 'Einstellungen');
  await ownWordsAre(app, 'de');
  assert.deepEqual(app.errors, []);
});

test('a language chosen in an English browser comes with the next start before the program does', { skip }, async () => {
  const app = await openIn('en-GB');
  await choose(app, 'Settings', 'Language', 'Deutsch');
  await app.find('dialog', 'Einstellungen');
  await app.page.evaluateOnNewDocument(() => delete window.WebGL2RenderingContext);
  await app.page.reload({ waitUntil: 'domcontentloaded' });
  await app.wait(() => !document.getElementById('stop').hidden);
  assert.match(await app.page.evaluate(() => document.getElementById('stop').innerText), /Earshot läuft hier nicht[^]*WebGL 2[^]*Neu laden[^]*Beispielsendung/);
  assert.equal(await documentLanguage(app), 'de');
});

test('the plain page has its own words in the reader\'s language, and the texts in theirs', { skip }, async () => {
  const app = await openIn('de');
  await app.press('button', /Three Copies of the Truth/);
  await app.find('tab', null, { selected: 'true' });
  await app.chord('Shift', 'P');
  await app.wait(() => !document.getElementById('plain').hidden);
  const text = await app.page.evaluate(() => document.getElementById('plain').innerText);
  assert.match(text, /Zurück zu Earshot\s+Drucken/);
  assert.match(text, /\d+\. [A-Z][a-zä]+ \d{4} · [^]*Min\./);
  for (const part of ['Shownotes', 'Transkript', 'Kapitel']) assert.match(text, new RegExp(`\n${part}\n`));
  assert.equal(await app.page.evaluate(() => document.querySelector('#plain-text [lang]').lang), 'en-GB');
});

test('a language that there is not leads to the next one, and at last to English', { skip }, async () => {
  const app = await openIn('fr-FR,de-CH,en');
  await app.find('navigation', 'Bibliothek');
  const other = await openIn('fr-FR,ja');
  await other.find('navigation', 'Library');
  assert.equal(await documentLanguage(other), 'en');
});
