import assert from 'node:assert/strict';
import test from 'node:test';
import { TwinSelection } from '../../web/twin_selection.js';

globalThis.HTMLInputElement = class {};

/** A twin of one paragraph, in a document that tells what is selected in it. */
function make() {
  const words = { nodeType: 3, data: 'Before all else', length: 15 };
  const selection = {
    anchorNode: null,
    setBaseAndExtent: (anchorNode, anchorOffset, focusNode, focusOffset) => Object.assign(selection, { anchorNode, anchorOffset, focusNode, focusOffset }),
    removeAllRanges: () => Object.assign(selection, { anchorNode: null, focusNode: null }),
  };
  const root = {
    inert: false,
    hidden: false,
    contains: (node) => node === words,
    ownerDocument: { activeElement: null, getSelection: () => selection },
  };
  const twin = new TwinSelection(root, { elementOf: (id) => (id === 7 ? { firstChild: words } : undefined), nodeOf: () => 7 }, () => {});
  return { twin, root, words, selection };
}

const wanted = { anchor: [7, 0], focus: [7, 6] };

for (const cover of ['inert', 'hidden']) {
  test(`a selection outside of a twin that is ${cover} is left alone, and the app's given when the twin is back`, () => {
    const { twin, root, words, selection } = make();
    twin.follow(wanted);
    assert.equal(selection.anchorNode, words);
    const outside = { nodeType: 3, data: 'elsewhere', length: 9 };
    root[cover] = true;
    selection.setBaseAndExtent(outside, 2, outside, 5);
    twin.isStale = true;
    twin.follow(wanted);
    assert.equal(selection.anchorNode, outside);
    assert.equal(selection.focusOffset, 5);
    root[cover] = false;
    twin.follow(wanted);
    assert.equal(selection.anchorNode, words);
    assert.equal(selection.focusOffset, 6);
  });
}

test('the app\'s selection is given anew after something lay over the twin, though the twin did not change', () => {
  const { twin, root, words, selection } = make();
  twin.follow(wanted);
  root.inert = true;
  selection.removeAllRanges();
  twin.follow(wanted);
  root.inert = false;
  twin.follow(wanted);
  assert.equal(selection.anchorNode, words);
});
