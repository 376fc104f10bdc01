// The elements of the DOM twin as the app's tree changes: made-up trees in the built page's own module.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cleanUps, startBrowser, whySkipped } from './lib/app.mjs';

const skip = whySkipped();
let app;
before(async () => {
  if (!skip) app = await (await startBrowser(cleanUps)).open();
});
after(() => cleanUps.run());

/**
 * In the page: a twin of its own, the `root` it stands in, `tell(nodes)` which makes it that tree by one change, and
 * `outline()`.
 */
async function makeTwin() {
  const url = performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /\/twin\.[0-9a-f]+\.js$/.test(name));
  const { Twin } = await import(url);
  const root = document.createElement('div');
  document.body.append(root);
  const focused = [];
  const twin = new Twin(root, { announce() {}, focus: (node) => focused.push(node), selectText() {}, press() {} });
  let now = [];
  const childrenOf = (nodes, id) => nodes.filter(({ parent }) => parent === id).map((node) => node.id);
  const tell = (nodes) => {
    const ids = new Set(nodes.map(({ id }) => id));
    const known = new Map(now.map((node) => [node.id, JSON.stringify(node)]));
    const change = {
      gone: now.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
      nodes: nodes.filter((node) => known.get(node.id) !== JSON.stringify(node)),
      children: [0, ...ids].flatMap((id) => {
        const own = childrenOf(nodes, id);
        return String(own) === String(childrenOf(now, id)) ? [] : [id, own.length, ...own];
      }),
      moved: [],
    };
    now = nodes;
    twin.update(structuredClone(change));
  };
  const outline = (element = root) => [...element.children].map((child) => {
    const own = child.firstChild?.nodeType === 3 ? child.firstChild.data : child.getAttribute('aria-label') ?? '';
    const inside = outline(child);
    return `${child.getAttribute('role') ?? 'text'} ${own}${inside.length > 0 ? ` [${inside.join(', ')}]` : ''}`;
  });
  const node = (id, parent, role, name, more = {}) => ({ id, parent, role, name, rect: [0, id, 10, 10], ...more });
  return { twin, root, tell, outline, node, focused };
}

/**
 * @template T
 * @param {(tools: Awaited<ReturnType<typeof makeTwin>>) => T} act in the page
 */
async function withTwin(act) {
  const tools = await app.page.evaluateHandle(makeTwin);
  try {
    return await app.page.evaluate(act, tools);
  } finally {
    await app.page.evaluate(({ root }) => root.remove(), tools);
  }
}

test('elements of nodes that went serve those that come, and say nothing of what they said', { skip }, async () => {
  const result = await withTwin(({ root, tell, outline, node }) => {
    const cue = (id, words, more = {}) => [
      node(id, 1, 'listitem', '', { pos: id, ...more }), node(id + 1, id, 'button', `time ${id}`), node(id + 2, id, 'paragraph', words),
    ];
    const list = node(1, 0, 'list', 'cues');
    tell([list, ...cue(10, 'one', { current: true }), ...cue(20, 'two'), ...cue(30, 'three')]);
    const before = [...root.querySelectorAll('*')];
    tell([list, ...cue(30, 'three'), ...cue(40, 'four'), ...cue(50, 'five')]);
    const after = [...root.querySelectorAll('*')];
    return { outline: outline(), made: after.filter((element) => !before.includes(element)).length, currents: root.querySelectorAll('[aria-current]').length,
      places: [...root.querySelectorAll('[role=listitem]')].map((element) => `${element.getAttribute('aria-posinset')} ${element.style.top}`) };
  });
  assert.deepEqual(result.outline, ['list cues [listitem  [button time 30, paragraph three], listitem  [button time 40, paragraph four], listitem  [button time 50, paragraph five]]']);
  assert.equal(result.made, 0);
  assert.equal(result.currents, 0);
  assert.deepEqual(result.places, ['30 30px', '40 40px', '50 50px']);
});

test('what stood in an element stays in none that serves another node', { skip }, async () => {
  const outline = await withTwin(({ tell, outline, node }) => {
    const item = (id, ...roles) => [node(id, 1, 'listitem', ''), ...roles.map((role, at) => node(id + 1 + at, id, role, `${role} ${id}`))];
    const list = node(1, 0, 'list', 'cues');
    tell([list, ...item(10, 'text', 'button', 'paragraph'), ...item(20, 'button', 'paragraph')]);
    tell([list, ...item(30, 'paragraph'), ...item(40, 'paragraph', 'button'), ...item(50, 'link')]);
    tell([list, ...item(60, 'button', 'paragraph')]);
    return outline();
  });
  assert.deepEqual(outline, ['list cues [listitem  [button button 60, paragraph paragraph 60]]']);
});

test('any change of a tree makes the elements that a new twin has', { skip }, async () => {
  const failures = await withTwin(({ tell, outline, node, twin, root }) => {
    let state = 7;
    const below = (limit) => (state = (state * 1664525 + 1013904223) >>> 0) % limit;
    const roles = ['list', 'listitem', 'button', 'paragraph', 'link', 'text', 'option', 'heading'];
    const wrong = [];
    for (let turn = 0; turn < 300; ++turn) {
      const nodes = [];
      const count = 1 + below(25);
      for (let at = 0; at < count; ++at) {
        const id = 1 + below(60);
        if (nodes.some((one) => one.id === id)) continue;
        const parent = nodes.length > 0 && below(4) > 0 ? nodes[below(nodes.length)].id : 0;
        nodes.push(node(id, parent, roles[id % roles.length], `words ${below(50)}`, { flows: id % 7 === 0, selected: below(3) === 0 ? true : undefined }));
      }
      const inOrder = (parent) => nodes.filter((one) => one.parent === parent).flatMap((one) => [one, ...inOrder(one.id)]);
      tell(inOrder(0));
      const fresh = document.createElement('div');
      root.after(fresh);
      const other = new twin.constructor(fresh, { announce() {} });
      other.update({ gone: [], moved: [], nodes: structuredClone(inOrder(0)),
        children: [0, ...inOrder(0).map(({ id }) => id)].flatMap((id) => {
          const own = nodes.filter((one) => one.parent === id).map((one) => one.id);
          return own.length > 0 ? [id, own.length, ...own] : [];
        }) });
      const told = (element) => [...element.querySelectorAll('*')].map((one) => `${one.tagName} ${[...one.attributes].filter(({ name }) => name !== 'style').map(({ name, value }) => `${name}=${value}`).sort()}`);
      if (String(outline()) !== String(outline(fresh)) || String(told(root)) !== String(told(fresh))) wrong.push([turn, outline(), outline(fresh)]);
      fresh.remove();
    }
    return wrong.slice(0, 2);
  });
  assert.deepEqual(failures, []);
});

test('the focus stays where it is when its row goes to another place, and leaves an element that serves another row', { skip }, async () => {
  const result = await withTwin(({ root, tell, node, focused }) => {
    const row = (id) => [node(id, 1, 'listitem', ''), node(id + 1, id, 'button', `row ${id}`, { focusable: true })];
    const list = node(1, 0, 'list', 'rows');
    const name = () => (root.contains(document.activeElement) ? document.activeElement.textContent : null);
    tell([list, ...row(10), ...row(20), ...row(30)]);
    root.querySelectorAll('button')[2].focus();
    const said = [name()];
    tell([list, ...row(30), ...row(20), ...row(10)]);
    said.push(name());
    tell([list, ...row(40), ...row(20), ...row(10)]);
    said.push(name());
    return { said, focused };
  });
  assert.deepEqual(result.said, ['row 30', 'row 30', null]);
  assert.deepEqual(result.focused, [31], 'the app is told once');
});
