import { declarationOf, isFunction, type Declaration } from './declaration.ts';
import type { Place, Project } from './project.ts';
import { callbackOf, changeOf, isClosed, isSpread, resultsOf } from './shapes.ts';
import { child, children, nameOf, type Node } from './source.ts';

type Path = readonly string[];
/** What a parameter is given: the whole, or `each` of its elements. */
type Given = Place & { readonly each?: boolean };
/** A value from outside, and the place in a text that it first comes into. */
export interface ForeignPart extends Place {
  readonly into?: Place;
}

/** What a function was called with, as long as the call is looked into. */
type Frames = ReadonlyMap<Node, (index: number) => readonly Given[]>;

/** Make of any text one name or one literal of SQL. */
const ESCAPING = new Set(['escapeIdentifier', 'escapeLiteral']);
/** A prepared statement, or a part of one, is looked at where it is made (`check-sql.ts`), so its text is good anywhere. */
const PREPARING = new Set(['prepared', 'sqlPart']);
const PREPARED_TEXT = new Set(['preparedText', 'partText']);
const NUMERIC = new Set(['push']);
/** Give back what they are called on, or a part of it. */
const PASSING = new Set(['join', 'filter', 'slice']);
/** Give back what they are given. */
const COPYING = new Set(['String', 'Set']);
const WRAPPERS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'ParenthesizedExpression',
  'SpreadElement',
  'ChainExpression',
]);

/**
 * Whether a text is made of what stands in the code and of nothing else: literals, numbers, and what is escaped. Names
 * are followed to what they are given, through functions and files; a parameter to all its calls.
 */
export class Provenance {
  readonly #project: Project;
  readonly #underWay = new Set<string>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** The parts that may be values from outside. */
  foreignParts(place: Place, path: Path = [], frames: Frames = new Map()): ForeignPart[] {
    const key = `${place.source.file} ${place.node.start} ${place.node.end} ${path.join('.')} ${frames.size}`;
    // In a circle: what else it is made of decides.
    if (this.#underWay.has(key)) return [];
    this.#underWay.add(key);
    try {
      return this.#partsOf(place, path, frames);
    } finally {
      this.#underWay.delete(key);
    }
  }

  #partsOf(place: Place, path: Path, frames: Frames): ForeignPart[] {
    const { source, node } = place;
    const at = (inner: Node | undefined, innerPath: Path = path): ForeignPart[] =>
      inner === undefined ? [] : this.foreignParts({ source, node: inner }, innerPath, frames);
    if (WRAPPERS.has(node.type)) return at(child(node, 'expression') ?? child(node, 'argument'));
    switch (node.type) {
      case 'Literal':
      case 'UnaryExpression':
        return [];
      case 'TemplateLiteral':
        return children(node, 'expressions').flatMap((one) =>
          at(one, []).map((part) => ({ into: { source, node: one }, ...part })),
        );
      case 'BinaryExpression':
        return node['operator'] === '+' ? [...at(child(node, 'left'), []), ...at(child(node, 'right'), [])] : [];
      case 'ConditionalExpression':
        return [...at(child(node, 'consequent')), ...at(child(node, 'alternate'))];
      case 'LogicalExpression':
        return [...at(child(node, 'left')), ...at(child(node, 'right'))];
      case 'ArrayExpression':
        return this.#ofArray(place, path, frames);
      case 'ObjectExpression':
        return this.#ofObject(place, path, frames);
      case 'MemberExpression':
        return this.#ofMember(place, path, frames);
      case 'CallExpression':
      case 'NewExpression':
        return this.#ofCall(place, path, frames);
      case 'Identifier':
        return this.#ofName(place, path, frames);
      default:
        return [place];
    }
  }

  #ofArray({ source, node }: Place, path: Path, frames: Frames): ForeignPart[] {
    const [step = '', ...rest] = path;
    const elements = children(node, 'elements');
    const one = step.startsWith('#') ? elements[Number(step.slice(1))] : undefined;
    const chosen = one === undefined || elements.some(isSpread) ? elements : [one];
    return chosen.flatMap((element) => {
      const inner = isSpread(element) ? ['*', ...rest] : /^[*#]/.test(step) ? rest : path;
      return this.foreignParts({ source, node: element }, inner, frames);
    });
  }

  #ofObject({ source, node }: Place, path: Path, frames: Frames): ForeignPart[] {
    const [wanted, ...rest] = path;
    return children(node, 'properties').flatMap((property) => {
      const isRest = isSpread(property);
      if (!isRest && wanted !== undefined && nameOf(child(property, 'key')) !== wanted) return [];
      const value = isRest ? property : child(property, 'value');
      return value === undefined ? [] : this.foreignParts({ source, node: value }, isRest ? path : rest, frames);
    });
  }

  #ofMember({ source, node }: Place, path: Path, frames: Frames): ForeignPart[] {
    const property = nameOf(child(node, 'property'));
    const object = child(node, 'object');
    if (property === 'length' || PREPARED_TEXT.has(property ?? '') || object === undefined) return [];
    const isElement = node['computed'] === true || property === undefined;
    return this.foreignParts({ source, node: object }, isElement ? ['*', ...path] : [property, ...path], frames);
  }

  #ofCall(place: Place, path: Path, frames: Frames): ForeignPart[] {
    const { source, node } = place;
    const callee = child(node, 'callee');
    const receiver = callee && child(callee, 'object');
    const name = nameOf(callee) ?? nameOf(callee && child(callee, 'property')) ?? '';
    const given = children(node, 'arguments');
    const among = (inner: readonly Node[], innerPath: Path): ForeignPart[] =>
      inner.flatMap((one) => this.foreignParts({ source, node: one }, innerPath, frames));
    if (PREPARING.has(name) || ESCAPING.has(name) || NUMERIC.has(name)) return [];
    if (COPYING.has(name) || nameOf(receiver) === 'Object') return among(given, []);
    if (receiver !== undefined && PASSING.has(name)) {
      const texts = given.filter((one) => !isFunction(one));
      return [...among([receiver], path), ...among(texts, [])];
    }
    if (receiver !== undefined && (name === 'map' || name === 'flatMap')) {
      const callback = given[0] && this.#functionAt({ source, node: given[0] });
      if (callback === undefined) return [place];
      const elements = (index: number): Given[] => (index === 0 ? [{ source, node: receiver, each: true }] : []);
      return this.#ofResult(
        callback,
        path[0] === '*' ? path.slice(1) : path,
        new Map([...frames, [callback.node, elements]]),
      );
    }
    const called = callee && this.#functionAt({ source, node: callee });
    if (called === undefined) return [place];
    const argument = (index: number): Place[] => given.slice(index, index + 1).map((one) => ({ source, node: one }));
    return this.#ofResult(called, path, new Map([...frames, [called.node, argument]]));
  }

  #ofResult({ source, node }: Place, path: Path, frames: Frames): ForeignPart[] {
    return resultsOf(node).flatMap((result) => this.foreignParts({ source, node: result }, path, frames));
  }

  #ofName(place: Place, path: Path, frames: Frames): ForeignPart[] {
    const { source, node } = place;
    const name = nameOf(node) ?? '';
    if (name === 'undefined') return [];
    const declared = declarationOf(source, node, name);
    if (declared?.kind === 'variable') {
      return this.#ofVariable({ source, node: declared.declarator }, name, [...declared.path, ...path], frames);
    }
    if (declared?.kind === 'parameter') return this.#ofParameter(place, declared, path, frames);
    if (declared?.kind !== 'import') return [place];
    const exported = this.#project.imported(source, declared.from, declared.name);
    if (exported?.node.type !== 'VariableDeclarator') return [place];
    return this.#ofVariable(exported, declared.name, path, frames);
  }

  /** What it begins with, what it is set to later, and what is pushed into it. */
  #ofVariable({ source, node }: Place, name: string, path: Path, frames: Frames): ForeignPart[] {
    const declaration = source.parentOf(node);
    const loop = declaration && source.parentOf(declaration);
    const iterated = loop?.type === 'ForOfStatement' ? child(loop, 'right') : undefined;
    const init = child(node, 'init');
    const later = source.nodes.flatMap((one) => changeOf(one, name));
    const own = later.filter((one) => {
      const found = declarationOf(source, one, name);
      return found?.kind === 'variable' && found.declarator === node;
    });
    const values = [...(init === undefined ? [] : [init]), ...own];
    return [
      ...values.flatMap((value) => this.foreignParts({ source, node: value }, path, frames)),
      ...(iterated === undefined ? [] : this.foreignParts({ source, node: iterated }, ['*', ...path], frames)),
    ];
  }

  #ofParameter(
    place: Place,
    { of, index, parameter, path: within }: Extract<Declaration, { kind: 'parameter' }>,
    path: Path,
    frames: Frames,
  ): ForeignPart[] {
    const { source } = place;
    if (isClosed(parameter)) return [];
    const whole = [...within, ...path];
    const usual = parameter.type === 'AssignmentPattern' ? child(parameter, 'right') : undefined;
    const given = frames.get(of)?.(index) ?? this.#givenEverywhere({ source, node: of }, index);
    if (given === undefined) return [place];
    // Who gives it is outside of the call that is looked into.
    const outside = new Map([...frames].filter(([node]) => node !== of));
    const all: Given[] = [...(usual === undefined ? [] : [{ source, node: usual }]), ...given];
    return all.flatMap((one) => this.foreignParts(one, one.each === true ? ['*', ...whole] : whole, outside));
  }

  /** By all its calls; undefined when it has no name by which it could be called, or nobody calls it. */
  #givenEverywhere({ source, node }: Place, index: number): Given[] | undefined {
    const holder = source.parentOf(node);
    const receiver = holder && callbackOf(holder, node);
    if (receiver !== undefined) return index === 0 ? [{ source, node: receiver, each: true }] : [];
    const method = nameOf(holder && child(holder, 'key'));
    const name = method ?? nameOf(child(node, 'id')) ?? nameOf(holder && child(holder, 'id'));
    const calls = (name === undefined ? [] : this.#project.callsOf(name)).filter((call) => {
      const callee = child(call.node, 'callee');
      if (callee === undefined || method !== undefined)
        return callee !== undefined && callee.type === 'MemberExpression';
      return this.#functionAt({ source: call.source, node: callee })?.node === node;
    });
    if (calls.length === 0) return undefined;
    return calls.flatMap((call) =>
      children(call.node, 'arguments')
        .slice(index, index + 1)
        .map((one) => ({ source: call.source, node: one })),
    );
  }

  #functionAt({ source, node }: Place): Place | undefined {
    if (isFunction(node)) return { source, node };
    const name = nameOf(node);
    const declared = name === undefined ? undefined : declarationOf(source, node, name);
    if (declared?.kind === 'function') return { source, node: declared.node };
    if (declared?.kind === 'parameter') return this.#onlyFunctionGiven({ source, node: declared.of }, declared.index);
    const variable =
      declared?.kind === 'variable'
        ? { source, node: declared.declarator }
        : declared?.kind === 'import'
          ? this.#project.imported(source, declared.from, declared.name)
          : undefined;
    if (variable === undefined || isFunction(variable.node)) return variable;
    const value = child(variable.node, 'init');
    return value && isFunction(value) ? { source: variable.source, node: value } : undefined;
  }

  /** A function that is handed in, where all calls hand in the same one. */
  #onlyFunctionGiven(place: Place, index: number): Place | undefined {
    const given = (this.#givenEverywhere(place, index) ?? []).map((one) => this.#functionAt(one));
    return given.every((one) => one !== undefined && one.node === given[0]?.node) ? given[0] : undefined;
  }
}
