// A validator for the part of JSON Schema (draft 7) that parse.schema.json uses. A keyword it does not know is an
// error, so that nobody believes in a rule that is not checked.

const known = new Set(['$schema', 'title', 'description', 'definitions', 'type', 'required', 'properties', 'items',
  'enum', 'const', 'minimum', 'maximum', 'minLength', 'minItems', 'pattern', '$ref', 'allOf', 'if', 'then', 'else']);

const types = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: Number.isSafeInteger,
};

/**
 * What is wrong with a value: "path: reason" lines, none where it obeys.
 * @param {any} root the whole schema
 * @param {any} value
 * @returns {string[]}
 */
export function violations(root, value) {
  /** @type {string[]} */
  const wrong = [];
  check(root, value, '', wrong);
  forbidNull(value, '', wrong);
  return wrong;

  function check(schema, item, path, found) {
    for (const key of Object.keys(schema)) {
      if (!known.has(key)) throw new Error(`the schema uses "${key}", which is not checked`);
    }
    const fail = (reason) => found.push(`${path || '/'}: ${reason}`);
    if (schema.$ref) return check(root.definitions[schema.$ref.replace('#/definitions/', '')], item, path, found);
    if (schema.type && !types[schema.type](item)) return fail(`is no ${schema.type}`);
    if (schema.enum && !schema.enum.includes(item)) fail(`${JSON.stringify(item)} is not in the list`);
    if ('const' in schema && item !== schema.const) fail(`is not ${schema.const}`);
    if (item < schema.minimum || item > schema.maximum) fail(`${item} is out of range`);
    if (schema.minLength > item.length) fail('is empty');
    if (schema.minItems > item.length) fail('is an empty list');
    if (schema.pattern && !new RegExp(schema.pattern).test(item)) fail(`${JSON.stringify(item)} has another form`);
    for (const name of schema.required ?? []) if (!(name in item)) fail(`has no "${name}"`);
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      if (types.object(item) && name in item) check(part, item[name], `${path}/${name}`, found);
    }
    if (schema.items) item.forEach((one, i) => check(schema.items, one, `${path}/${i}`, found));
    for (const part of schema.allOf ?? []) check(part, item, path, found);
    if (schema.if) {
      const refused = [];
      check(schema.if, item, path, refused);
      const part = refused.length === 0 ? schema.then : schema.else;
      if (part) check(part, item, path, found);
    }
    return undefined;
  }

  function forbidNull(item, path, found) {
    if (item === null) found.push(`${path}: is null`);
    else if (typeof item === 'object') {
      for (const [key, one] of Object.entries(item)) forbidNull(one, `${path}/${key}`, found);
    }
  }
}
