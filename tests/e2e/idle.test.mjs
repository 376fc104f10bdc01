import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
const kSettleMilliseconds = 10_000;
const kWatchedMilliseconds = 10_000;
/** The only waiting by the clock in these tests: that nothing happens can be seen in no other way. */
const pass = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let app;
after(() => cleanUps.run());
before(async () => {
  if (skip) return;
  app = await (await startBrowser(cleanUps)).open();
});

test('a page left alone runs no frame and no timer, and a key wakes it', { skip }, async () => {
  await app.find('navigation', 'Library');
  await pass(kSettleMilliseconds);
  const before = await app.seen();
  await pass(kWatchedMilliseconds);
  const after = await app.seen();
  for (const what of ['frames', 'timeouts', 'intervals', 'draws']) assert.equal(after[what], before[what], what);
  await app.page.keyboard.press('/');
  await app.wait((draws) => window.__seen.draws > draws, after.draws);
});
