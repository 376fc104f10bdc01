/**
 * Elements whose nodes went, for nodes of the same kind that come: a cue that is scrolled in is the one that was scrolled
 * out, with other words. Making an element costs several times what changing one does.
 *
 * What stood in an element that went stays in it, and serves first what comes into that element: then only texts change.
 */

/** @typedef {import('./twin.js').Entry} Entry */

/** Kept of a kind: more than a screen has of cues. */
const MOST_OF_A_KIND = 48;

/**
 * @param {import('./twin_node.js').TwinNode} node
 * @param {boolean} isLeaf
 */
function kindOf({ role, flows }, isLeaf) {
  return `${role}${isLeaf ? '' : ' open'}${flows ? ' flow' : ''}`;
}

export class TwinPool {
  constructor() {
    /** @type {Map<string, Entry[]>} */
    this.kinds = new Map();
  }

  /**
   * Keeps an element that is in the twin no longer, or in one that is not. Text boxes are not kept: they have a history of
   * their own, and what an input method knows of them.
   * @param {Entry} entry
   */
  give(entry) {
    if (entry.tag === 'input') return;
    const kind = kindOf(entry.node, entry.isLeaf);
    const kept = this.kinds.get(kind);
    if (!kept) this.kinds.set(kind, [entry]);
    else if (kept.length < MOST_OF_A_KIND) kept.push(entry);
  }

  /**
   * @param {import('./twin_node.js').TwinNode} node
   * @param {boolean} isLeaf
   * @param {Element | undefined} home where it will stand
   * @returns {Entry | undefined} still saying what it said
   */
  take(node, isLeaf, home) {
    const kept = this.kinds.get(kindOf(node, isLeaf));
    if (!kept) return undefined;
    const at = kept.findIndex(({ element }) => element.parentNode === home);
    return kept.splice(Math.max(at, 0), 1)[0];
  }
}
