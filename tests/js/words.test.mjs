import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LANGUAGES, firstKnown, say } from '../../web/words.js';

const slots = (text) => [...text.matchAll(/\{\d\}/g)].map((it) => it[0]).sort();

test('every language has every word, with its arguments', () => {
  const english = LANGUAGES.en;
  for (const [tag, words] of Object.entries(LANGUAGES)) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort(), tag);
    for (const [key, text] of Object.entries(words)) assert.deepEqual(slots(text), slots(english[key]), `${tag}: ${key}`);
  }
});

test('the page says what the catalogue says', () => {
  const page = readFileSync(new URL('../../web/index.html', import.meta.url), 'utf8');
  const marked = [...page.matchAll(/data-word="(\w+)"(?: aria-label="([^"]*)")?[^>]*>([^<]*)</g)];
  assert.ok(marked.length >= 6);
  for (const [, key, label, content] of marked)
    assert.equal((label ?? content).replace(/\s+/g, ' '), LANGUAGES.en[key], key);
});

test('the first language that there is counts, whatever its region', () => {
  assert.equal(firstKnown(['fr-FR', 'de-AT', 'en']), 'de');
  assert.equal(firstKnown(['en-GB', 'de']), 'en');
  assert.equal(firstKnown(['ja']), 'en');
  assert.equal(firstKnown([]), 'en');
});

test('arguments come to their places, and are no patterns', () => {
  assert.equal(say('version', '{0} $&'), 'Version {0} $&');
});
