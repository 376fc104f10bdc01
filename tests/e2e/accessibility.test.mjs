// Whoever uses assistive technology gets all that the canvas shows: no rule of axe is broken in any main state, and the
// tree that Chromium reports is as it was agreed. EARSHOT_UPDATE_GOLDEN=1 writes the trees anew; look at what changed.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { accessibilityTree, violationsIn } from './lib/accessibility.mjs';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';
import { kMainStates } from './lib/states.mjs';

const skip = whySkipped();
const mayWrite = process.env.EARSHOT_UPDATE_GOLDEN === '1';
let browser;
after(() => cleanUps.run());
before(async () => {
  if (!skip) browser = await startBrowser(cleanUps);
});

for (const [name, reach] of Object.entries(kMainStates)) {
  test(`${name}: axe finds nothing, and the accessibility tree is the golden one`, { skip }, async () => {
    const app = await browser.open();
    try {
      await reach(app);
      const golden = new URL(`accessibility/${name}.txt`, import.meta.url);
      const tree = await accessibilityTree(app);
      if (mayWrite) writeFileSync(golden, tree);
      assert.deepEqual(await violationsIn(app), []);
      assert.ok(existsSync(golden), `${golden} is not there`);
      assert.equal(tree, readFileSync(golden, 'utf8'));
      assert.deepEqual(app.errors, []);
    } finally {
      await app.context.close();
    }
  });
}
