/**
 * The page's own words: what stands on it before and beside the program, in each of its languages. What the program
 * says is in src/words.
 */

const ENGLISH = {
  loading: 'Loading',
  opening: 'Opening your library',
  lead: 'Earshot reads a podcast’s notes, transcripts and chapters and searches them as you type. Everything stays on this device.',
  head: 'Find the moment it was said.',
  drop: 'Drop transcripts, notes or whole folders',
  reload: 'Reload',
  reloadAfresh: 'Reload without what was open',
  copyMessage: 'Copy the message',
  version: 'Version {0}',
  stopped: 'Earshot stopped',
  stoppedWhy: 'Something in the program went wrong. Your library is safe: reload, and you are back where you were.',
  outOfMemory: 'Earshot ran out of memory',
  outOfMemoryWhy:
    'This browser gives a page no more of it. Your library is safe: reload, and you are back where you were. Fewer open tabs, or a smaller import, will help.',
  cannotRun: 'Earshot cannot run here',
  cannotRunWhy:
    'Earshot needs {0}, which this browser does not have or has switched off. A current Chrome, Edge, Firefox or Safari will do. The demo show can be read below all the same.',
  tooOldWhy:
    'This browser is too old for its program. A current Chrome, Edge, Firefox or Safari will do. The demo show can be read below all the same.',
  cannotDraw: 'Earshot cannot draw here',
  cannotDrawWhy:
    'It draws with WebGL 2, which this browser refused; perhaps hardware acceleration is switched off. The demo show can be read below all the same.',
  lostDrawing: 'Earshot cannot draw any more',
  lostDrawingWhy:
    'The browser took away what it draws with, and has not given it back; perhaps the graphics driver was started anew. Your library is safe: reload, and you are back where you were.',
  demoPage: 'The demo show as a page of its own',
  demoPageWhy: 'To print or to translate',
  plainBack: 'Back to Earshot',
  plainPrint: 'Print',
  notGivenBack: 'the browser did not give it back ({0})',
  notOpened: 'What was kept on this device could not be opened. New imports may not be kept either.',
  filesGone: 'The files of this import are gone; please drop them again.',
  importDied: 'The import stopped unexpectedly: {0}. What was read until then is kept.',
  notLoaded: 'it could not be loaded',
  pastedText: 'Pasted text',
  noRoom: 'This device has no room left for the library. It works until you close the page; free some space to keep it.',
  mayNotKeep:
    'This browser does not let the page keep anything, perhaps because the window is private. The library works until you close it.',
  notWritten: 'The library could not be written to this device. It works until you close the page.',
};

/** @typedef {keyof typeof ENGLISH} Word */

/** @type {Record<Word, string>} */
const GERMAN = {
  loading: 'Wird geladen',
  opening: 'Die Bibliothek wird geöffnet',
  lead: 'Earshot liest Shownotes, Transkripte und Kapitel von Podcasts und durchsucht sie beim Tippen. Alles bleibt auf diesem Gerät.',
  head: 'Die Stelle finden, an der es gesagt wurde.',
  drop: 'Transkripte, Shownotes oder ganze Ordner ablegen',
  reload: 'Neu laden',
  reloadAfresh: 'Neu laden ohne das, was offen war',
  copyMessage: 'Meldung kopieren',
  version: 'Version {0}',
  stopped: 'Earshot wurde angehalten',
  stoppedWhy: 'Im Programm ist etwas schiefgegangen. Die Bibliothek ist sicher: Nach dem Neuladen geht es an derselben Stelle weiter.',
  outOfMemory: 'Earshot ging der Speicher aus',
  outOfMemoryWhy:
    'Mehr davon gibt dieser Browser einer Seite nicht. Die Bibliothek ist sicher: Nach dem Neuladen geht es an derselben Stelle weiter. Weniger offene Tabs oder ein kleinerer Import helfen.',
  cannotRun: 'Earshot läuft hier nicht',
  cannotRunWhy:
    'Earshot braucht {0}; das hat dieser Browser nicht, oder es ist ausgeschaltet. Ein aktueller Browser (Chrome, Edge, Firefox, Safari) genügt. Die Beispielsendung steht trotzdem unten zum Lesen.',
  tooOldWhy:
    'Dieser Browser ist zu alt für das Programm. Ein aktueller Browser (Chrome, Edge, Firefox, Safari) genügt. Die Beispielsendung steht trotzdem unten zum Lesen.',
  cannotDraw: 'Earshot kann hier nicht zeichnen',
  cannotDrawWhy:
    'Es zeichnet mit WebGL 2, und dieser Browser lehnt das ab; vielleicht ist die Hardwarebeschleunigung ausgeschaltet. Die Beispielsendung steht trotzdem unten zum Lesen.',
  lostDrawing: 'Earshot kann nicht mehr zeichnen',
  lostDrawingWhy:
    'Der Browser hat weggenommen, womit es zeichnet, und es nicht zurückgegeben; vielleicht wurde der Grafiktreiber neu gestartet. Die Bibliothek ist sicher: Nach dem Neuladen geht es an derselben Stelle weiter.',
  demoPage: 'Die Beispielsendung als eigene Seite',
  demoPageWhy: 'Zum Drucken oder Übersetzen',
  plainBack: 'Zurück zu Earshot',
  plainPrint: 'Drucken',
  notGivenBack: 'der Browser gab ihn nicht zurück ({0})',
  notOpened: 'Was auf diesem Gerät aufbewahrt ist, ließ sich nicht öffnen. Auch neue Importe bleiben vielleicht nicht erhalten.',
  filesGone: 'Die Dateien dieses Imports sind weg; bitte noch einmal ablegen.',
  importDied: 'Der Import brach unerwartet ab: {0}. Was bis dahin gelesen wurde, ist erhalten.',
  notLoaded: 'er ließ sich nicht laden',
  pastedText: 'Eingefügter Text',
  noRoom: 'Auf diesem Gerät ist kein Platz mehr für die Bibliothek. Sie ist da, bis die Seite geschlossen wird; um sie zu behalten, Platz schaffen.',
  mayNotKeep:
    'Dieser Browser lässt die Seite nichts aufbewahren, vielleicht weil das Fenster privat ist. Die Bibliothek ist da, bis es geschlossen wird.',
  notWritten: 'Die Bibliothek ließ sich nicht auf dieses Gerät schreiben. Sie ist da, bis die Seite geschlossen wird.',
};

/** @type {Record<string, Record<Word, string>>} */
export const LANGUAGES = { en: ENGLISH, de: GERMAN };

/** Where the language is remembered, for the words before the program is up. */
const KEPT_AS = 'earshot-language';

/**
 * The first language of `tags` that the page speaks.
 * @param {readonly string[]} tags best first: "de-AT", "en"
 */
export function firstKnown(tags) {
  const codes = tags.map((tag) => tag.split('-')[0]?.toLowerCase() ?? '');
  return codes.find((code) => code in LANGUAGES) ?? 'en';
}

/** @returns {string} a tag: that of the document, whose words the page has in part only ("en-XA" speaks English) */
const spoken = () => firstKnown([globalThis.document?.documentElement.lang || 'en']);

/**
 * A sentence in the page's language.
 * @param {Word} word
 * @param {...string} parts what stands for {0}, {1}
 */
export function say(word, ...parts) {
  const text = LANGUAGES[spoken()]?.[word] ?? ENGLISH[word];
  return text.replace(/\{(\d)\}/g, (_, number) => parts[Number(number)] ?? '');
}

/**
 * Says the page's own sentences in a language, and remembers it for the next start.
 * @param {string} tag
 */
export function speak(tag) {
  document.documentElement.lang = tag;
  for (const element of document.querySelectorAll('[data-word]')) {
    const word = /** @type {Word} */ (/** @type {HTMLElement} */ (element).dataset['word']);
    if (['progress', 'iframe'].includes(element.localName)) element.setAttribute('aria-label', say(word));
    else element.textContent = say(word);
  }
  try {
    localStorage.setItem(KEPT_AS, tag);
  } catch {
    // A browser that keeps nothing: the next start goes by its languages.
  }
}

/** The language to begin with: that of last time, or the browser's. */
export function firstLanguage() {
  try {
    const kept = localStorage.getItem(KEPT_AS);
    if (kept) return kept;
  } catch {
    // as above
  }
  return firstKnown(navigator.languages);
}
