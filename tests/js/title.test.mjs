import assert from 'node:assert/strict';
import test from 'node:test';
import { titleWindow } from '../../web/title.js';

test('the title is that of what lies on top, and the app\'s newest when that goes', () => {
  globalThis.document = { title: 'Earshot' };
  titleWindow('stop', 'It stopped');
  assert.equal(document.title, 'It stopped');
  titleWindow('stop', null);
  assert.equal(document.title, 'Earshot', 'the page\'s own: the app gave none yet');
  titleWindow('app', 'Ropes');
  titleWindow('plain', 'Ropes, plain');
  titleWindow('stop', 'It stopped');
  titleWindow('app', 'Sails');
  titleWindow('plain', 'Sails, plain');
  assert.equal(document.title, 'It stopped');
  titleWindow('stop', null);
  assert.equal(document.title, 'Sails, plain');
  titleWindow('plain', null);
  assert.equal(document.title, 'Sails');
});
