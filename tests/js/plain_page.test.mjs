import assert from 'node:assert/strict';
import test from 'node:test';
import { elementsOf, isSafeLink } from '../../web/plain_page.js';

/** Elements that tell what was done to them. */
const page = {
  createTextNode: (text) => text,
  createElement(tag) {
    const element = { tag, attributes: {}, children: [] };
    element.setAttribute = (name, value) => (element.attributes[name] = value);
    element.append = (...children) => element.children.push(...children);
    return element;
  },
};
const made = (nodes) => JSON.parse(JSON.stringify(elementsOf(nodes, page)));

test('an element has its attributes, texts and elements', () => {
  assert.deepEqual(made([['p', { lang: 'de' }, 'a ', ['b', {}, 'c']], 'd']), [
    { tag: 'p', attributes: { lang: 'de' }, children: ['a ', { tag: 'b', attributes: {}, children: ['c'] }] },
    'd',
  ]);
});

test('an unknown element gives only what is in it, an unknown attribute nothing', () => {
  assert.deepEqual(made([['script', {}, 'x'], ['p', { onclick: 'y', style: 'z' }, 'w']]), ['x', { tag: 'p', attributes: {}, children: ['w'] }]);
});

test('a link leads to a page or to a moment, and runs nothing', () => {
  for (const href of ['https://x.org', 'http://x.org', 'mailto:a@b', '#episode=1']) assert.ok(isSafeLink(href), href);
  for (const href of ['javascript:alert(1)', ' javascript:1', 'data:text/html,x', 'file:///etc', '//x.org']) assert.ok(!isSafeLink(href), href);
  assert.deepEqual(made([['a', { href: 'javascript:1' }, 'x']])[0].attributes, {});
});
