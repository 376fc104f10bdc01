// What the documentation of the command line promises: exit codes, keys, what is left out, what an import keeps.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { appendFileSync, closeSync, copyFileSync, existsSync, ftruncateSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderWith, run, sharedFolder, vtt } from './run.mjs';

const program = process.env.EARSHOT_CLI_UNDER_TEST ?? process.env.EARSHOT_CLI;
const skip = program ? false : 'EARSHOT_CLI_UNDER_TEST names no program';
const cli = (words, options) => run(/** @type {string} */ (program), words, options);

test('helps, and tells its version', { skip }, () => {
  assert.equal(cli(['--help']).code, 0);
  for (const command of ['parse', 'import', 'search', 'export', 'verify']) {
    const help = cli([command, '--help']);
    assert.equal(help.code, 0);
    assert.match(help.out, new RegExp(`^earshot ${command} `));
  }
  assert.match(cli(['--version']).out, /^earshot \d+\.\d+\.\d+\n$/);
});

test('says when a call is wrong', { skip }, () => {
  for (const words of [[], ['nonsense'], ['parse'], ['parse', '--bogus', 'x'], ['parse', '--as', 'nonsense', 'x'],
    ['import', 'x'], ['import', '-o'], ['search', 'x'], ['search', 'x', 'y', '--limit', 'many'], ['verify'],
    ['export'], ['export', 'x']]) {
    const wrong = cli(words);
    assert.equal(wrong.code, 2, words.join(' '));
    if (words.length > 0) {
      assert.equal(wrong.out, '');
      assert.match(wrong.err, /^earshot: /);
    }
  }
});

test('parses a transcript to the documented keys', { skip }, (t) => {
  const folder = folderWith(t, {
    'a.vtt': 'WEBVTT\n\nintro\n00:00.860 --> 00:07.380 line:0\n<v Ann>Hello &amp; <b>welcome</b>\n\n00:08.000 --> 00:09.000\n\n',
  });
  const parsed = cli(['parse', 'a.vtt', '--json'], { cwd: folder });
  assert.equal(parsed.code, 0, parsed.err);
  const [file] = parsed.json();
  assert.equal(file.file, 'a.vtt');
  assert.equal(file.kind, 'transcript');
  assert.equal(file.format, 'vtt');
  assert.deepEqual(file.cues[0], {
    start_ms: 860, end_ms: 7380, speaker: 'Ann', text: 'Hello & welcome', id: 'intro', settings: { line: '0' },
  });
  assert.ok(!parsed.out.includes('null'));
});

test('parses every file, one line each, in order', { skip }, (t) => {
  const folder = folderWith(t, { 'a.vtt': vtt('one'), 'b.md': '# Notes\n\n- an item\n', 'empty.vtt': '' });
  const parsed = cli(['parse', 'b.md', 'empty.vtt', 'missing.vtt', 'a.vtt', '--json'], { cwd: folder });
  assert.equal(parsed.code, 3);
  const files = parsed.json();
  assert.deepEqual(files.map((file) => file.file), ['b.md', 'empty.vtt', 'missing.vtt', 'a.vtt']);
  assert.deepEqual(files.map((file) => file.kind), ['notes', 'unknown', 'unknown', 'transcript']);
  assert.equal(files[1].diagnostics[0].code, 'not-text');
  assert.equal(cli(['parse', 'b.md', 'empty.vtt', '--json'], { cwd: folder }).code, 1);
});

test('gives the outline of notes as a tree', { skip }, (t) => {
  const folder = folderWith(t, { 'n.md': '# One\n\n- a\n  - b\n- c\n\n# Two\n\n- d\n' });
  const [file] = cli(['parse', join(folder, 'n.md'), '--json']).json();
  const shape = (items) => items?.map((item) => (item.children ? [item.text, shape(item.children)] : item.text));
  assert.deepEqual(shape(file.outline), [['One', [['a', ['b']], 'c']], ['Two', ['d']]]);
  assert.equal(file.outline[0].children[0].children[0].level, 3);
});

test('reads standard input', { skip }, () => {
  const [file] = cli(['parse', '-', '--json'], { input: vtt('from a pipe') }).json();
  assert.equal(file.file, '-');
  assert.equal(file.cues[0].text, 'from a pipe');
});

test('repairs mojibake only where it is told to', { skip }, (t) => {
  const folder = folderWith(t, { 'a.md': '# Notes\n\nDon\u00e2\u20ac\u2122t 4 \u00c3\u2014 4 at 1:00\n' });
  const words = ['parse', join(folder, 'a.md'), '--json', '--spans'];
  const [asItIs] = cli(words).json();
  assert.match(asItIs.plain, /Don\u00e2\u20ac\u2122t/);
  assert.equal(asItIs.diagnostics[0].code, 'mojibake');
  const [repaired] = cli([...words, '--repair']).json();
  assert.match(repaired.plain, /Don\u2019t 4 \u00d7 4 at 1:00/);
  assert.equal(repaired.repaired, 2);
  assert.equal(repaired.diagnostics, undefined);
  assert.deepEqual(repaired.spans, asItIs.spans); // they count in the file, which did not change
});

test('reads as the format it is told', { skip }, (t) => {
  const folder = folderWith(t, { 'a.vtt': vtt('one') });
  const [file] = cli(['parse', join(folder, 'a.vtt'), '--as', 'notes-text', '--json']).json();
  assert.equal(file.format, 'notes-text');
});

test('import of what is not there says so, prints no report and makes no library', (t) => {
  const folder = folderWith(t, {});
  const library = join(folder, 'library');
  const imported = cli(['import', join(folder, 'nowhere'), '-o', library]);
  assert.equal(imported.code, 3, imported.err);
  assert.match(imported.err, /nowhere/);
  assert.equal(imported.out, '');
  assert.ok(!existsSync(library));
});

test('lives on bad input', { skip }, (t) => {
  const whole = vtt('one', 'two', 'three');
  const folder = folderWith(t, {
    'empty.vtt': '',
    'picture.vtt': Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000', 'hex'),
    'latin.srt': Buffer.concat([Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nca'), Buffer.from([0xff, 0xfe, 0xe9]), Buffer.from('!\n')]),
    'cut.vtt': whole.slice(0, whole.length - 12),
  });
  const zeros = openSync(join(folder, 'zeros.vtt'), 'w');
  ftruncateSync(zeros, 200 << 20);  // sparse
  closeSync(zeros);
  const imported = cli(['import', folder, '-o', join(folder, 'library'), '--json']);
  assert.equal(imported.code, 1, imported.err);
  const became = Object.fromEntries(imported.json().map((file) => [file.file.split('/').pop(), file]));
  assert.equal(became['empty.vtt'].became, 'refused');
  assert.match(became['empty.vtt'].error, /empty/);
  assert.equal(became['picture.vtt'].became, 'refused');
  assert.equal(became['zeros.vtt'].became, 'refused');
  assert.equal(became['latin.srt'].became, 'transcript');
  assert.equal(became['cut.vtt'].became, 'transcript');
  assert.equal(cli(['verify', join(folder, 'library')]).code, 0);
});

const talk = {
  'talk/001-ropes.vtt': vtt('About ropes and bridges', 'a quiet word'),
  'talk/001-ropes.md': '---\ntitle: Ropes\nshow: Slow Machines\n---\n\n- Bridges of rope\n',
  'talk/2.srt': '1\n00:00:05,000 --> 00:00:06,000\nANN: Cranes lift bridges\n',
  'talk/cover.png': 'x',
};

test('imports, reports and searches', { skip }, (t) => {
  const folder = folderWith(t, talk);
  const library = join(folder, 'library');
  const imported = cli(['import', join(folder, 'talk'), '-o', library, '--json']);
  assert.equal(imported.code, 0, imported.err);
  const reports = imported.json();
  assert.deepEqual(reports.map((file) => file.file), ['talk/001-ropes.md', 'talk/001-ropes.vtt', 'talk/2.srt', 'talk/cover.png']);
  assert.deepEqual(reports.map((file) => file.became), ['notes', 'transcript', 'transcript', 'ignored']);
  assert.deepEqual(reports[1].pairing, { with: 'talk/001-ropes.md', reason: 'same file name' });
  assert.equal(reports[0].episode, reports[1].episode);
  assert.match(reports[0].episode, /^[0-9a-f]{32}$/);

  const searched = cli(['search', library, 'bridges', '--json', '--timing']);
  assert.equal(searched.code, 0, searched.err);
  const [head, ...hits] = searched.json();
  assert.equal(head.total, 3);
  assert.equal(head.truncated, false);
  assert.equal(head.query, 'bridges\u2026'); // still being typed
  assert.ok(Number.isInteger(head.took_us));
  assert.equal(hits.length, 3);
  const spoken = hits.find((hit) => hit.field === 'transcript' && hit.show === 'talk');
  assert.equal(spoken.start_ms, 5000);
  assert.equal(spoken.title, 'Episode 2');
  const [begin, end] = spoken.highlights[0];
  assert.equal(Buffer.from(spoken.snippet).subarray(begin, end).toString(), 'bridges');
  assert.ok(hits.every((hit, i) => i === 0 || hits[i - 1].score >= hit.score));
  assert.equal(cli(['search', library, '"ropes and bridges"', '--json', '--limit', '1']).json().length, 2);
  assert.equal(cli(['search', library, 'nowhere', '--json']).json()[0].total, 0);
  const typed = cli(['search', library, 'bridg', '--json']).json()[0]; // the last word is a prefix
  assert.deepEqual([typed.query, typed.total], ['bridg\u2026', head.total]);
  assert.equal(cli(['search', library, '"bridg"', '--json']).json()[0].total, 0);
  assert.match(cli(['search', library, 'cranes']).out, /\[00:05\]/);
});

test('reads only what changed', { skip }, (t) => {
  const folder = folderWith(t, talk);
  const library = join(folder, 'library');
  const words = ['import', join(folder, 'talk'), '-o', library, '--json'];
  cli(words);
  const packs = () => readdirSync(join(library, 'packs'));
  const before = packs();
  assert.ok(cli(words).json().every((file) => ['unchanged', 'ignored'].includes(file.became)));
  assert.deepEqual(packs(), before);

  appendFileSync(join(folder, 'talk/2.srt'), '\n2\n00:00:07,000 --> 00:00:08,000\nand gantries\n');
  const again = cli(words).json();
  assert.deepEqual(again.map((file) => file.became), ['unchanged', 'unchanged', 'transcript', 'ignored']);
  assert.equal(cli(['search', library, 'gantries', '--json']).json()[0].total, 1);
  assert.equal(cli(['search', library, 'bridges', '--json']).json()[0].total, 3);  // not twice
});

test('is as before or as after when killed', { skip }, async (t) => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [
    `talk/${i}.vtt`, vtt(`episode ${i} of many`, 'word '.repeat(400)),
  ]));
  const folder = folderWith(t, { 'first/a.vtt': vtt('the first one'), ...files });
  const library = join(folder, 'library');
  cli(['import', join(folder, 'first'), '-o', library]);
  for (const after of [5, 20, 60, 120, 250]) {
    const [command, first] = program?.endsWith('.mjs') ? [process.execPath, [program]] : [program ?? '', []];
    const child = spawn(command, [...first, 'import', join(folder, 'talk'), '-o', library, '--quiet']);
    const ended = new Promise((resolve) => { child.once('exit', resolve); });
    const timer = setTimeout(() => child.kill('SIGKILL'), after);
    await ended;
    clearTimeout(timer);
    assert.equal(cli(['verify', library]).code, 0);
    const total = cli(['search', library, 'many', '--json']).json()[0].total;
    assert.ok(total === 0 || total === 300, `${total} after ${after} ms`);
    assert.equal(cli(['search', library, 'first', '--json']).json()[0].total, 1);
  }
  assert.equal(cli(['import', join(folder, 'talk'), '-o', library, '--quiet']).code, 0);
  assert.equal(cli(['search', library, 'many', '--json']).json()[0].total, 300);
});

test('says what it verified', { skip }, (t) => {
  const folder = folderWith(t, talk);
  const library = join(folder, 'library');
  cli(['import', join(folder, 'talk'), '-o', library]);
  const verified = cli(['verify', library]);
  assert.equal(verified.code, 0, verified.err);
  assert.match(verified.out, /^[0-9a-f]{32}\.pack: whole, \d+ episodes, \d+ texts \([\d.]+ \w+ of text\), [\d.]+ \w+, version 1\n1 pack, \d+ episodes, [\d.]+ \w+ read\n$/);
  const [pack] = cli(['verify', library, '--json']).json();
  assert.equal(pack.version, 1);
  assert.equal(pack.damage, undefined);
  assert.equal(pack.episodes_lost, 0);
});

test('says that an index is of an older version, and searches the texts all the same', { skip }, (t) => {
  const folder = folderWith(t, { 'a.vtt': vtt('about winches') });
  const library = join(folder, 'library');
  cli(['import', join(folder, 'a.vtt'), '-o', library]);
  const [name] = readdirSync(join(library, 'packs'));
  const golden = readFileSync(new URL('../golden/packs/version1.pack', import.meta.url));
  const lone = join(folder, 'old.pack');
  writeFileSync(lone, golden);
  const found = cli(['search', lone, 'remembers rope', '--json']);
  assert.equal(found.code, 0, found.err);
  assert.match(found.err, /\.pack: Its index is of an older version of Earshot, .*; its texts were searched without it\.\n$/);
  assert.equal(found.json()[0].total, 2);
  // A library in which that pack is the only one.
  const manifest = join(library, 'library.json');
  const id = '95e2dc5061cabcc83acccbc3390d8556'; // the hash of its content
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll(name.replace('.pack', ''), id));
  writeFileSync(join(library, 'packs', `${id}.pack`), golden);
  rmSync(join(library, 'packs', name));
  const verified = cli(['verify', library]);
  assert.equal(verified.code, 0, verified.out);
  assert.match(verified.out, /: whole, .*\n {2}its search index is of an older version of Earshot: .*\n1 pack, 2 episodes, [^;]*\n$/);
  const [pack] = cli(['verify', library, '--json']).json();
  assert.equal(pack.index, 'older-version');
  assert.equal(pack.damage, undefined);
  cli(['import', join(folder, 'a.vtt'), '-o', library]);
  assert.doesNotMatch(cli(['verify', library]).out, /older version/);
  assert.equal(cli(['search', library, 'remembers rope', '--json']).json()[0].total, 2);
});

test('names what is lost in a damaged pack, and shows the rest', { skip }, (t) => {
  const words = (i) => `the crane of episode ${i} ${'lifts and lowers '.repeat(600)}`;
  const files = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`talk/part${i}.vtt`, vtt(words(i))]));
  const folder = folderWith(t, files);
  const library = join(folder, 'library');
  cli(['import', join(folder, 'talk'), '-o', library]);
  const [name] = readdirSync(join(library, 'packs'));
  const path = join(library, 'packs', name);
  const bytes = readFileSync(path);
  bytes[bytes.indexOf('the crane of episode 3') + 5000] ^= 1;
  writeFileSync(path, bytes);
  const verified = cli(['verify', library]);
  assert.equal(verified.code, 1);
  assert.match(verified.out, /\.pack: damaged: .* \(sections: texts\)\n {2}1 episode of 6 cannot be read whole:\n {2}"Part3"\n1 pack, 5 episodes, .* read; 1 damaged\n$/);
  const searched = cli(['search', library, 'crane', '--json']);
  assert.equal(searched.code, 1);
  assert.match(searched.err, /damaged/);
  assert.equal(searched.json().slice(1).filter((hit) => hit.snippet).length, 5);
});

for (const { what, of } of [
  { what: 'a word of its dictionary', of: 'crane' },
  { what: 'its head', of: 'earshotI' },
]) {
  test(`finds in the texts what a damaged index would have found: ${what}`, { skip }, (t) => {
    const folder = folderWith(t, { 'talk/part0.vtt': vtt('the cranes lift'), 'talk/part1.vtt': vtt('one crane lifts') });
    const library = join(folder, 'library');
    cli(['import', join(folder, 'talk'), '-o', library]);
    const query = ['search', library, 'crane NEAR/3w lift', '--json'];
    const before = cli(query);
    assert.equal(before.json()[0].total, 2);
    const [name] = readdirSync(join(library, 'packs'));
    const path = join(library, 'packs', name);
    const bytes = readFileSync(path);
    bytes[bytes.indexOf(of, bytes.indexOf('earshotI'))] ^= 1;
    writeFileSync(path, bytes);
    const searched = cli(query);
    assert.equal(searched.code, 1);
    assert.match(searched.err, /\.pack: Its index cannot be read; its texts were searched without it\.\n$/);
    assert.equal(searched.out, before.out);
    const related = cli(['related', library, 'Part0']);
    assert.equal(related.code, 1);
    assert.match(related.err, /\.pack: Its index cannot be read; its texts were searched without it\.\n$/);
  });
}

test('leaves hits out whose names are lost', { skip }, (t) => {
  const folder = folderWith(t, { 'talk/part0.vtt': vtt('the crane lifts') });
  const library = join(folder, 'library');
  cli(['import', join(folder, 'talk'), '-o', library]);
  const [name] = readdirSync(join(library, 'packs'));
  const path = join(library, 'packs', name);
  const bytes = readFileSync(path);
  bytes[bytes.indexOf('part0.vtt')] ^= 1; // stands beside the title, in a block of names
  writeFileSync(path, bytes);
  const searched = cli(['search', library, 'crane', '--json']);
  assert.equal(searched.code, 1);
  assert.match(searched.err, /damaged/);
  assert.equal(searched.json().slice(1).length, 0);
});

test('finds damage', { skip }, (t) => {
  const folder = folderWith(t, talk);
  const library = join(folder, 'library');
  cli(['import', join(folder, 'talk'), '-o', library]);
  const [name] = readdirSync(join(library, 'packs'));
  const pack = join(library, 'packs', name);
  const file = openSync(pack, 'r+');
  ftruncateSync(file, statSync(pack).size - 8);
  closeSync(file);
  const verified = cli(['verify', library]);
  assert.equal(verified.code, 1);
  assert.match(verified.out, /damaged/);
  const searched = cli(['search', library, 'ropes', '--json']);
  assert.equal(searched.code, 1);
  assert.equal(searched.json()[0].total, 0);
});

test('says of related episodes which packs it could not read', { skip }, (t) => {
  const folder = folderWith(t, { 'a/one.vtt': vtt('the crane lifts the load'), 'b/two.vtt': vtt('the crane lowers the load') });
  const library = join(folder, 'library');
  cli(['import', join(folder, 'a'), '-o', library]);
  const [first] = readdirSync(join(library, 'packs'));
  cli(['import', join(folder, 'b'), '-o', library]);
  writeFileSync(join(library, 'packs', first), 'no pack');
  const damaged = cli(['related', library, 'Two']);
  assert.equal(damaged.code, 1);
  assert.match(damaged.err, new RegExp(first));
  rmSync(join(library, 'packs', first));
  const missing = cli(['related', library, 'Two']);
  assert.equal(missing.code, 3);
  assert.match(missing.err, new RegExp(first));
});

for (const { what, mended } of [
  { what: 'cut', mended: (json) => json.slice(0, json.length / 2) },
  { what: 'without its packs', mended: (json) => JSON.stringify({ ...JSON.parse(json), packs: undefined }) },
  { what: 'with a pack that has no name', mended: (json) => JSON.stringify({ ...JSON.parse(json), packs: [{ import: 1 }] }) },
  { what: 'with a file that has no path', mended: (json) => JSON.stringify({ ...JSON.parse(json), files: [{}] }) },
]) {
  test(`verifies the list of packs: ${what}`, { skip }, (t) => {
    const folder = folderWith(t, talk);
    const library = join(folder, 'library');
    cli(['import', join(folder, 'talk'), '-o', library]);
    const manifest = join(library, 'library.json');
    writeFileSync(manifest, mended(readFileSync(manifest, 'utf8')));
    const verified = cli(['verify', library]);
    assert.equal(verified.code, 1);
    assert.match(verified.out, /^library\.json: damaged: /);
    assert.match(verified.out, /\n[0-9a-f]{32}\.pack: whole/, 'its packs are looked at all the same');
    const [first, ...packs] = cli(['verify', library, '--json']).json();
    assert.equal(first.file, 'library.json');
    assert.ok(first.damage);
    assert.equal(packs.length, 1);
  });
}

test('verifies that the list of packs is there', { skip }, (t) => {
  const folder = folderWith(t, talk);
  const library = join(folder, 'library');
  cli(['import', join(folder, 'talk'), '-o', library]);
  rmSync(join(library, 'library.json'));
  const verified = cli(['verify', library]);
  assert.equal(verified.code, 1);
  assert.match(verified.out, /^library\.json: missing/);
});

test('takes a folder without packs for a new library', { skip }, (t) => {
  const library = folderWith(t, { 'packs/.keep': '' });
  const verified = cli(['verify', library]);
  assert.equal(verified.code, 0);
  assert.match(verified.out, /^0 packs/);
});

test('verifies that the list of packs lacks none whose episodes it names', { skip }, (t) => {
  const folder = folderWith(t, { 'a/one.vtt': vtt('the crane lifts'), 'b/two.vtt': vtt('a rope') });
  const library = join(folder, 'library');
  cli(['import', join(folder, 'a'), '-o', library]);
  cli(['import', join(folder, 'b'), '-o', library]);
  const path = join(library, 'library.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const [lost] = manifest.packs;
  writeFileSync(path, JSON.stringify({ ...manifest, packs: manifest.packs.slice(1) }));
  const verified = cli(['verify', library]);
  assert.equal(verified.code, 1);
  assert.match(verified.out, new RegExp(`^library\\.json: damaged: it does not list ${lost.id}\\.pack`));
});

test('takes a pack that nothing names for what a killed import left', { skip }, (t) => {
  const folder = folderWith(t, { 'a/one.vtt': vtt('the crane lifts'), 'b/two.vtt': vtt('a rope') });
  const library = join(folder, 'library');
  const other = join(folder, 'other');
  cli(['import', join(folder, 'a'), '-o', library]);
  cli(['import', join(folder, 'b'), '-o', other]);
  const [name] = readdirSync(join(other, 'packs'));
  copyFileSync(join(other, 'packs', name), join(library, 'packs', name));
  const verified = cli(['verify', library]);
  assert.equal(verified.code, 0);
  assert.match(verified.out, new RegExp(`^${name}: not listed`));
});

test('verifies a pack by itself', { skip }, (t) => {
  const folder = folderWith(t, { 'a/one.vtt': vtt('the crane lifts') });
  const pack = join(folder, 'show.pack');
  cli(['import', join(folder, 'a'), '-o', pack, '--single-pack']);
  const whole = cli(['verify', pack]);
  assert.equal(whole.code, 0, whole.err);
  assert.match(whole.out, /^show\.pack: whole, 1 episode/);
  const bytes = readFileSync(pack);
  bytes[bytes.indexOf('the crane')] ^= 1;
  writeFileSync(pack, bytes);
  assert.equal(cli(['verify', pack]).code, 1);
  assert.match(cli(['verify', pack, '--json']).json()[0].damage, /texts/);
  writeFileSync(pack, 'no pack');
  assert.equal(cli(['verify', pack]).code, 1);
  assert.equal(cli(['verify', join(folder, 'missing.pack')]).code, 3);
});

test('says what it cannot read or write', { skip }, (t) => {
  const folder = folderWith(t, { 'a.vtt': vtt('one') });
  assert.equal(cli(['search', join(folder, 'missing'), 'x']).code, 3);
  assert.equal(cli(['verify', join(folder, 'missing')]).code, 3);
  assert.equal(cli(['import', join(folder, 'missing'), '-o', join(folder, 'library')]).code, 3);
  assert.equal(cli(['import', join(folder, 'a.vtt'), '-o', join(folder, 'a.vtt/library')]).code, 3);
});

test('makes a single pack', { skip }, (t) => {
  const folder = folderWith(t, talk);
  const pack = join(folder, 'out/demo.pack');
  assert.equal(cli(['import', join(folder, 'talk'), '-o', pack, '--single-pack', '--quiet']).code, 0);
  assert.ok(existsSync(pack));
  assert.equal(cli(['import', join(folder, 'talk'), '-o', folder, '--single-pack', '--quiet']).code, 0);
  assert.ok(existsSync(join(folder, 'talk.pack')));
});

test('takes a name that is no UTF-8', { skip: skip || program?.endsWith('.mjs') }, (t) => {
  const folder = folderWith(t, {});
  writeFileSync(Buffer.concat([Buffer.from(join(folder, 'caf')), Buffer.from([0xe9]), Buffer.from('.vtt')]), vtt('one'));
  const imported = cli(['import', folder, '-o', join(folder, 'library'), '--json']);
  assert.equal(imported.code, 0, imported.err);
  assert.equal(imported.json()[0].became, 'transcript');
});

const corpus = sharedFolder() && join(/** @type {string} */ (sharedFolder()), 'corpus/talkpython');
test('imports the whole of a long-running show', { skip: skip || (corpus && existsSync(corpus) ? false : 'no shared corpus') }, (t) => {
  const folder = folderWith(t, {});
  const library = join(folder, 'library');
  const imported = cli(['import', /** @type {string} */ (corpus), '-o', library, '--json']);
  assert.equal(imported.code, 0, imported.err);
  const counts = {};
  for (const file of imported.json()) counts[file.became] = (counts[file.became] ?? 0) + 1;
  assert.equal(counts.transcript + (counts.duplicate ?? 0), 560);
  assert.equal(counts.ignored, 1);  // the licence
  assert.equal(cli(['verify', library]).code, 0);
  assert.ok(cli(['search', library, 'python', '--json']).json()[0].total > 1000);
});

test('exports episodes as one page that loads and runs nothing', { skip }, (t) => {
  const folder = folderWith(t, { 'show/one.vtt': vtt('about <b>lighthouses</b> &amp; <script>'), 'show/two.md': '# Two\n\n- an item\n' });
  const library = join(folder, 'library');
  assert.equal(cli(['import', join(folder, 'show'), '-o', library]).code, 0);
  const all = cli(['export', library, '--html']);
  assert.equal(all.code, 0, all.err);
  assert.match(all.out, /^<!doctype html>\n<html lang="en">\n/);
  assert.match(all.out, /default-src 'none'/);
  assert.match(all.out, /<li dir="auto">an item<\/li>/);
  assert.doesNotMatch(all.out, /<script/);
  assert.match(all.out, /lighthouses/);
  const one = cli(['export', library, 'Two', '--html', '-o', join(folder, 'two.html')]);
  assert.equal(one.code, 0, one.err);
  const page = readFileSync(join(folder, 'two.html'), 'utf8');
  assert.match(page, /<h1 dir="auto">Two<\/h1>/);
  assert.doesNotMatch(page, /lighthouses/);
  assert.equal(cli(['export', library, 'Three', '--html']).code, 1);
});

test('a moment is of whoever was asked for, and of what is near', { skip }, (t) => {
  const folder = folderWith(t, {
    'talk.vtt':
      'WEBVTT\n\n00:00.000 --> 00:02.000\n<v Bob>alpha one\n\n00:10.000 --> 00:12.000\n<v Anna>alpha two\n\n' +
      '01:40.000 --> 01:42.000\n<v Anna>gamma alpha\n',
  });
  const library = join(folder, 'library');
  assert.equal(cli(['import', join(folder, 'talk.vtt'), '-o', library]).code, 0);
  const first = (...query) => cli(['search', library, ...query, '--json']).json()[1];
  const said = first('speaker:anna two alpha');
  assert.deepEqual([said.speaker, said.start_ms], ['Anna', 10_000]);
  const alone = first('speaker:anna');
  assert.deepEqual([alone.speaker, alone.start_ms, alone.highlights.length], ['Anna', 10_000, 0]);
  const near = first('one NEAR/30s two');
  assert.deepEqual([near.start_ms, near.end_ms, near.highlights.length], [0, 12_000, 2]);
});

test('a query may begin with a minus', { skip }, (t) => {
  const folder = folderWith(t, { 'a.vtt': vtt('quick fox', 'brown bear') });
  const library = join(folder, 'library');
  assert.equal(cli(['import', join(folder, 'a.vtt'), '-o', library]).code, 0);
  assert.equal(cli(['search', library, '-quick brown', '--json']).json()[0].query, '-quick brown\u2026');
  assert.equal(cli(['search', '--json', library, '--', '-slow brown']).json()[0].total, 1);
  assert.equal(cli(['search', library, 'brown', '-slow']).code, 2, 'a query is one argument');
  assert.equal(cli(['search', library, '--slow']).code, 2);
  assert.equal(cli(['search', '-quick', library]).code, 2);
});

test('lists the episodes that have a text in a language', { skip }, (t) => {
  const folder = folderWith(t, {
    'talk/12.de.vtt': vtt('ein Wort'), 'talk/13.eng.vtt': vtt('many words'), 'talk/14.vtt': vtt('who knows'),
    'talk/15.md': '---\ntitle: Notes\nlanguage: en\n---\n\n- a point\n', 'talk/15.de.vtt': vtt('noch ein Wort'),
  });
  const library = join(folder, 'library');
  assert.equal(cli(['import', join(folder, 'talk'), '-o', library]).code, 0);
  const found = (query) => cli(['search', library, query, '--json']).json().slice(1).map((hit) => `${hit.title} ${hit.field}`).sort();
  assert.deepEqual(found('lang:de'), ['Episode 12 title', 'Notes title']);
  assert.deepEqual(found('lang:ger'), found('lang:de'));
  assert.deepEqual(found('lang:en'), ['Episode 13 title', 'Notes title']);
  assert.deepEqual(found('has:transcript -lang:de'), ['Episode 13 title', 'Episode 14 title']);
  assert.deepEqual(found('lang:de wort'), ['Episode 12 transcript', 'Notes transcript']);
  assert.deepEqual(found('lang:en word '), ['Episode 13 transcript'], 'the stems of its language are known');
});

test('names what a query lacks at its end', { skip }, (t) => {
  const folder = folderWith(t, { 'a.vtt': vtt('a cache') });
  const library = join(folder, 'library');
  assert.equal(cli(['import', join(folder, 'a.vtt'), '-o', library]).code, 0);
  for (const rest of ['OR', 'NEAR/30s', 'NEAR/30', 'speaker:', 'title:', '"', '(']) {
    const searched = cli(['search', library, `cache ${rest}`, '--json']);
    const [head] = searched.json();
    assert.deepEqual([head.total, head.faults?.length], [1, 1], rest);
    assert.match(searched.err, /^earshot: query: .+\n$/, rest);
  }
  assert.equal(cli(['search', library, 'cach', '--json']).json()[0].faults, undefined);
});

test('tells a word that stands nowhere from one that stands hardly anywhere', { skip }, (t) => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`talk/${i}.vtt`, vtt(`number ${i} about linkers`)]));
  const folder = folderWith(t, { ...files, 'talk/rare.vtt': vtt('about linkesr') });
  const library = join(folder, 'library');
  assert.equal(cli(['import', join(folder, 'talk'), '-o', library]).code, 0);
  const corrected = (query) => cli(['search', library, query, '--json']).json()[0].corrected;
  assert.deepEqual(corrected('linkesr '), [{ word: 'linkesr', somewhere: true, meant: ['linkers'] }]);
  assert.deepEqual(corrected('lnikers '), [{ word: 'lnikers', meant: ['linkers'] }]);
  assert.match(cli(['search', library, 'linkesr ']).err, /linkesr stands hardly anywhere; found also: linkers\n/);
  assert.match(cli(['search', library, 'lnikers ']).err, /lnikers stands nowhere; found: linkers\n/);
});

test('relates two episodes', { skip }, (t) => {
  const folder = folderWith(t, { 'talk/one.vtt': vtt('the crane lifts the load'), 'talk/two.vtt': vtt('a crane') });
  const library = join(folder, 'library');
  assert.equal(cli(['import', join(folder, 'talk'), '-o', library]).code, 0);
  const [related] = cli(['related', library, 'One', '--json']).json();
  assert.deepEqual([related.title, related.terms], ['Two', ['crane']]);
});
