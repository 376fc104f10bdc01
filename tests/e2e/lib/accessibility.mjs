// What assistive technology is told: axe's rules, and the accessibility tree as Chromium reports it.
import axe from 'axe-core';

/**
 * What axe objects to: one line a rule and element.
 * @param {import('./app.mjs').App} app
 */
export async function violationsIn(app) {
  await app.told();
  await app.page.evaluate(`window.axe || (() => { ${axe.source} })()`);
  return app.page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 240)}\n    ${failureSummary.replace(/\n\s*/g, ' ')}`));
  });
}

/** States that a line tells, in this order; what is usual is left out. */
const kStates = ['level', 'checked', 'selected', 'expanded', 'pressed', 'disabled', 'focused', 'modal', 'live', 'hasPopup', 'invalid', 'keyshortcuts', 'valuetext'];
/** Nodes that say nothing: what is in them stands in their place. */
const kPassedOver = new Set(['none', 'generic', 'InlineTextBox', 'LineBreak', 'StaticText', 'ListMarker']);

/** What is said beside the name. */
const spoken = (node, name) => (isTold(node[name]?.value) ? [`${name}=${JSON.stringify(node[name].value)}`] : []);
const isTold = (value) => value !== undefined && value !== '' && value !== false && value !== 'false' && value !== 'off';

/**
 * The tree that Chromium hands to assistive technology: role, name, states and value, a line a node. Texts of elements
 * that are named by them are left out.
 * @param {import('./app.mjs').App} app
 */
export async function accessibilityTree(app) {
  await app.told();
  const cdp = await app.page.createCDPSession();
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  const walk = (node, depth, above) => {
    const role = node.role?.value ?? '';
    // What the announcer said last depends on when one looks.
    if (role === 'generic' && node.properties?.some(({ name: key, value }) => key === 'live' && value.value === 'polite')) return;
    const name = node.name?.value ?? '';
    const isText = role === 'StaticText' && name.trim() !== '' && name !== above;
    const isShown = !node.ignored && (!kPassedOver.has(role) || isText);
    if (isShown) {
      const properties = new Map((node.properties ?? []).map((property) => [property.name, property.value.value]));
      const states = kStates.flatMap((state) => {
        const value = properties.get(state);
        if (!isTold(value) && !((state === 'selected' || state === 'expanded') && value === false)) return [];
        return [value === true || value === 'true' ? state : `${state}=${value}`];
      });
      lines.push([`${'  '.repeat(depth)}${isText ? 'text' : role}`, JSON.stringify(name), ...states, ...spoken(node, 'value'), ...spoken(node, 'description')].join(' '));
    }
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) walk(child, depth + (isShown ? 1 : 0), isShown ? name : above);
    }
  };
  for (const node of nodes) if (!node.parentId) walk(node, 0, '');
  return `${lines.join('\n')}\n`;
}
