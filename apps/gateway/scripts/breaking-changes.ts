/** A part of an OpenAPI document. */
type Json = { readonly [name: string]: unknown };

/**
 * What a program that reads by the old document cannot do with the new one, one sentence each: a path, parameter, answer, or
 * field that is gone; an answer that may be empty, of another type, or written in another way now; a request that was allowed
 * and is refused or answered differently now. New paths, fields, optional parameters, and further values of a list are no
 * breaks.
 */
export function breakingChanges(before: Json, after: Json): string[] {
  const found: string[] = [];
  for (const [path, methods] of entries(before['paths'])) {
    for (const [method, old] of entries(methods)) {
      const now = at(after, 'paths', path, method);
      const name = `${method.toUpperCase()} ${path}`;
      if (now === undefined) found.push(`${name} is gone`);
      else found.push(...ofParameters(name, old as Json, now), ...ofAnswers(name, old as Json, now, before, after));
    }
  }
  return found;
}

function ofParameters(name: string, before: Json, after: Json): string[] {
  const [old, now] = [before, after].map((each) => (each['parameters'] ?? []) as Json[]) as [Json[], Json[]];
  const keyOf = (each: Json) => `${String(each['in'])} ${String(each['name'])}`;
  const gone = old.flatMap((each) => {
    const same = now.find((other) => keyOf(other) === keyOf(each));
    const label = `${name}: parameter ${String(each['name'])}`;
    if (same === undefined) return [`${label} is gone`];
    return [
      ...(each['required'] !== true && same['required'] === true ? [`${label} must be given now`] : []),
      ...narrowed(each['schema'] as Json, same['schema'] as Json).map((what) => `${label} ${what}`),
    ];
  });
  const demanded = now.filter(
    (each) => each['required'] === true && !old.some((other) => keyOf(other) === keyOf(each)),
  );
  return [...gone, ...demanded.map((each) => `${name}: parameter ${String(each['name'])} must be given now`)];
}

const WAYS_TO_WRITE = ['pattern', 'format'];

const BOUNDS = [
  { bound: 'minimum', isNarrower: (old: number, now: number) => now > old },
  { bound: 'minLength', isNarrower: (old: number, now: number) => now > old },
  { bound: 'maximum', isNarrower: (old: number, now: number) => now < old },
  { bound: 'maxLength', isNarrower: (old: number, now: number) => now < old },
  { bound: 'minItems', isNarrower: (old: number, now: number) => now > old },
  { bound: 'maxItems', isNarrower: (old: number, now: number) => now < old },
];

/** How a value that was allowed may be refused now, or one that is left out may mean something else. */
function narrowed(before: Json, after: Json): string[] {
  const lost = typesOf(before).filter((type) => !typesOf(after).some((other) => isWithin(type, other)));
  const [oldValues, nowValues] = [before['enum'], after['enum']] as (unknown[] | undefined)[];
  const isFewer =
    nowValues !== undefined && (oldValues === undefined || oldValues.some((value) => !nowValues.includes(value)));
  const tighter = BOUNDS.filter(({ bound, isNarrower }) => {
    const [old, now] = [before[bound], after[bound]];
    return typeof now === 'number' && (typeof old !== 'number' || isNarrower(old, now));
  });
  const others = WAYS_TO_WRITE.filter((way) => after[way] !== undefined && after[way] !== before[way]);
  const isOtherDefault = JSON.stringify(before['default']) !== JSON.stringify(after['default']);
  const [oldItems, nowItems] = [before['items'], after['items']] as (Json | undefined)[];
  return [
    ...lost.map((type) => `cannot be ${type} any more`),
    ...(isFewer ? ['has fewer values'] : []),
    ...tighter.map(({ bound }) => `has a narrower ${bound}`),
    ...others.map((way) => `has another ${way}`),
    ...(isOtherDefault ? ['has another default'] : []),
    ...(oldItems === undefined || nowItems === undefined
      ? []
      : narrowed(oldItems, nowItems).map((what) => `has items, each of which ${what}`)),
  ];
}

function ofAnswers(name: string, before: Json, after: Json, oldRoot: Json, nowRoot: Json): string[] {
  return entries(before['responses']).flatMap(([status, old]) => {
    const now = at(after, 'responses', status);
    if (now === undefined) return [`${name}: answer ${status} is gone`];
    return entries((old as Json)['content']).flatMap(([type, media]) => {
      const same = at(now, 'content', type);
      const label = `${name}: ${status} ${type}`;
      if (same === undefined) return [`${label} is gone`];
      const compared = new Comparison(oldRoot, nowRoot);
      return compared
        .of((media as Json)['schema'] as Json, same['schema'] as Json, '')
        .map((what) => `${label}${what}`);
    });
  });
}

/** Of an answer: what a program may meet now that it did not before. */
class Comparison {
  readonly #before: Json;
  readonly #after: Json;
  readonly #seen = new Set<string>();

  constructor(before: Json, after: Json) {
    this.#before = before;
    this.#after = after;
  }

  of(old: Json, now: Json, path: string): string[] {
    const key = JSON.stringify([old, now]);
    if (this.#seen.has(key)) return [];
    this.#seen.add(key);
    const before = variantsOf(old, this.#before);
    return variantsOf(now, this.#after).flatMap((variant) => {
      const covering = (type: string) => before.find((other) => typesOf(other).some((each) => isWithin(type, each)));
      const others = typesOf(variant).filter((type) => covering(type) === undefined);
      if (others.length > 0) return [`${path} may be ${others.join(' or ')} now`];
      const same = covering(typesOf(variant).find((type) => type !== 'null') ?? 'null') ?? {};
      return [
        ...this.#ofText(same, variant, path),
        ...this.#ofFields(same, variant, path),
        ...this.#ofItems(same, variant, path),
      ];
    });
  }

  /** A program may read a text by its form, and wait for one of the values. */
  #ofText(old: Json, now: Json, path: string): string[] {
    const others = WAYS_TO_WRITE.filter((way) => old[way] !== undefined && old[way] !== now[way]);
    const [oldValues, nowValues] = [old['enum'], now['enum']] as (unknown[] | undefined)[];
    const gone = nowValues === undefined ? [] : (oldValues ?? []).filter((value) => !nowValues.includes(value));
    return [
      ...others.map((way) => `${path} has another ${way}`),
      ...(oldValues !== undefined && nowValues === undefined ? [`${path} may be any value now`] : []),
      ...gone.map((value) => `${path} is never ${String(value)} now`),
    ];
  }

  #ofFields(old: Json, now: Json, path: string): string[] {
    const required = (now['required'] ?? []) as string[];
    return entries(old['properties']).flatMap(([field, schema]) => {
      const same = at(now, 'properties', field);
      const label = `${path}.${field}`;
      if (same === undefined) return [`${label} is gone`];
      const wasSure = ((old['required'] ?? []) as string[]).includes(field);
      return [
        ...(wasSure && !required.includes(field) ? [`${label} may be absent now`] : []),
        ...this.of(schema as Json, same, label),
      ];
    });
  }

  #ofItems(old: Json, now: Json, path: string): string[] {
    const [before, after] = [old['items'], now['items']] as (Json | undefined)[];
    return before === undefined || after === undefined ? [] : this.of(before, after, `${path}[]`);
  }
}

/** The forms that a value may have, references resolved. */
function variantsOf(schema: Json, root: Json): Json[] {
  const { $ref: reference } = schema;
  if (typeof reference === 'string') {
    const found = at(root, ...reference.slice(2).split('/'));
    if (found === undefined) throw new Error(`${reference} is not in the document`);
    return variantsOf(found, root);
  }
  const several = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  return several === undefined ? [schema] : several.flatMap((each) => variantsOf(each, root));
}

function typesOf({ type }: Json): string[] {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.map(String) : ['anything'];
}

function isWithin(type: string, other: string): boolean {
  return other === type || other === 'anything' || (type === 'integer' && other === 'number');
}

function entries(value: unknown): [string, unknown][] {
  return Object.entries((value ?? {}) as Json);
}

function at(root: Json, ...path: readonly string[]): Json | undefined {
  let found: unknown = root;
  for (const name of path) found = (found as Json | undefined)?.[name];
  return found as Json | undefined;
}
