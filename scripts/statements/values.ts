import { stripTypeScriptTypes } from 'node:module';
import type { Node, ParameterDeclaration } from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import type { Checker } from 'typescript/unstable/sync';
import { evaluateIn } from './modules.ts';
import { combined, distinct, MAX_VALUES, product, sizeOf, type Bound } from './combinations.ts';
import { closedValues, samplesOf } from './samples.ts';
import { changesLater, isFunction, isWithin, localNames, resultsOf, Unresolved, type Calls } from './syntax.ts';

type Path = readonly (string | number)[];
/** Any element. */
const EACH = '*';

/** A parameter, or one name that it brings in, and by which properties. */
interface Unit {
  readonly root: ParameterDeclaration;
  readonly name: Node;
  readonly text: string;
  readonly path: Path;
}

/** What an expression needs from the functions around it. */
interface Scope {
  readonly constants: Map<Node, string>;
  /** The parameters, and which of their names. */
  readonly roots: Map<ParameterDeclaration, Map<string, Node>>;
}

/**
 * Which values an expression may have, as far as they stand in the code. What is at the top of a module is what it is
 * after loading; parameters are followed to all their calls, conditions into both branches. A parameter that gets its
 * value from outside has a few samples of its type: such values never get into a statement (`scripts/check-sql.ts`), but
 * conditions depend on them.
 */
export class Values {
  readonly #checker: Checker;
  readonly #calls: Calls;
  readonly #underWay = new Set<Node>();
  readonly #known = new WeakMap<Node, Map<string, Promise<unknown[]>>>();

  constructor(checker: Checker, calls: Calls) {
    this.#checker = checker;
    this.#calls = calls;
  }

  of(node: Node, path: Path = []): Promise<unknown[]> {
    const known = this.#known.get(node) ?? new Map<string, Promise<unknown[]>>();
    this.#known.set(node, known);
    const key = path.join('.');
    if (this.#underWay.has(node)) throw new Unresolved(node, 'it is made of itself');
    const values = known.get(key) ?? this.#of(node, path);
    known.set(key, values);
    return values;
  }

  async #of(node: Node, path: Path): Promise<unknown[]> {
    this.#underWay.add(node);
    try {
      const values = await this.#any(node, path);
      if (values.length > MAX_VALUES) throw new Unresolved(node, 'it has too many values');
      return values;
    } finally {
      this.#underWay.delete(node);
    }
  }

  /** Of one property, what the rest of a value is made of does not matter. */
  async #any(node: Node, path: Path): Promise<unknown[]> {
    const whole = async (): Promise<unknown[]> => (await this.#evaluated(node)).flatMap((one) => at(one, path, node));
    const parts = (): Promise<unknown[]> => this.#ofParts(node, path);
    const [first, second] = path.length > 0 && !is.isElementAccessExpression(node) ? [parts, whole] : [whole, parts];
    try {
      return distinct(await first());
    } catch (error) {
      if (!(error instanceof Unresolved)) throw error;
      return distinct(await second());
    }
  }

  /** With all values of the names in it that are declared in a function around it. */
  async #evaluated(node: Node): Promise<unknown[]> {
    const scope: Scope = { constants: new Map(), roots: new Map() };
    this.#need(node, scope);
    const bound: Bound[] = [];
    for (const roots of Map.groupBy(scope.roots.keys(), (root) => root.parent).values()) {
      bound.push(...(await this.#bound(roots.map((root) => [root, [...(scope.roots.get(root)?.values() ?? [])]]))));
    }
    const constants = [...scope.constants].toSorted(([a], [b]) => a.pos - b.pos).map(([, text]) => `${text};`);
    const names = bound.flatMap((one) => one.names);
    const body = `{ ${constants.join(' ')} return (${node.getText()}); }`;
    const all = combined(bound);
    if (all.length === 0) throw new Unresolved(node, 'it has no values');
    if (all.length > MAX_VALUES) throw new Unresolved(node, 'it has too many values');
    let run: (...values: unknown[]) => unknown;
    try {
      const text = stripTypeScriptTypes(`((${names.join(', ')}) => ${body})`);
      run = (await evaluateIn(node.getSourceFile().fileName, text)) as typeof run;
    } catch (error) {
      throw new Unresolved(node, String(error));
    }
    return resultsOfEach(node, all, run);
  }

  #need(node: Node, scope: Scope): void {
    for (const name of localNames(this.#checker, node)) {
      const declaration = this.#rootOf(name);
      if (scope.constants.has(declaration) || isWithin(declaration, node)) continue;
      if (is.isVariableDeclaration(declaration) && declaration.initializer !== undefined) {
        if (/\bawait\b/.test(declaration.getText())) throw new Unresolved(name, 'it is known only later');
        if (changesLater(declaration, name.getText())) throw new Unresolved(name, 'it changes');
        scope.constants.set(declaration, `const ${declaration.getText()}`);
        this.#need(declaration.initializer, scope);
      } else if (isFunction(declaration)) {
        scope.constants.set(declaration, declaration.getText());
        this.#need(declaration, scope);
      } else {
        const root = declaration as ParameterDeclaration;
        scope.roots.set(root, (scope.roots.get(root) ?? new Map<string, Node>()).set(name.getText(), name));
      }
    }
  }

  /** Of parameters of one function: what one call gives stays together. */
  async #bound(roots: readonly (readonly [ParameterDeclaration, readonly Node[]])[]): Promise<Bound[]> {
    const together: { readonly text: string; readonly byCall: readonly unknown[][] }[] = [];
    const alone: Bound[] = [];
    for (const [root, names] of roots) {
      const whole: Unit = { root, name: root.name, text: root.name.getText(), path: [] };
      const each = names.map((name): Unit => ({ root, name, text: name.getText(), path: this.#pathTo(name) }));
      // One name alone has no others to stay together with.
      const choices = each.length === 1 ? [each, [whole]] : [[whole], each];
      let found: typeof together = [];
      for (const units of choices) {
        found = [];
        for (const unit of units) {
          const byCall = await this.#byCall(unit);
          if (byCall !== undefined) found.push({ text: unit.text, byCall });
        }
        if (found.length === units.length) break;
      }
      together.push(...found);
      const isBound = (text: string) => found.some((one) => one.text === text || one.text === whole.text);
      for (const unit of each) if (!isBound(unit.text)) alone.push(await this.#alone(unit));
    }
    if (together.length === 0) return alone;
    const calls = together[0]?.byCall.map((_, index) => together.map(({ byCall }) => byCall[index] ?? [])) ?? [];
    if (calls.reduce((sum, choices) => sum + sizeOf(choices), 0) > MAX_VALUES) {
      const each = together.map(({ text, byCall }) => ({
        names: [text],
        tuples: product([byCall.flat()]),
        sampled: true,
      }));
      return [...alone, ...each];
    }
    return [...alone, { names: together.map(({ text }) => text), tuples: calls.flatMap(product) }];
  }

  /** Undefined if one of the calls does not say, or there are none. */
  async #byCall({ root, path }: Unit): Promise<unknown[][] | undefined> {
    const { parameters } = root.parent as { readonly parameters?: readonly Node[] };
    const calls = parameters === undefined ? [] : this.#calls.givenTo(root.parent, parameters.indexOf(root));
    if (calls.length === 0) return undefined;
    try {
      const values: unknown[][] = [];
      for (const call of calls) {
        const given = call ?? (root.initializer && { node: root.initializer, path: [] });
        values.push(given === undefined ? [undefined] : await this.of(given.node, [...given.path, ...path]));
      }
      return values;
    } catch (error) {
      if (error instanceof Unresolved) return undefined;
      throw error;
    }
  }

  async #alone({ root, name, text, path }: Unit): Promise<Bound> {
    const type = this.#checker.getTypeAtLocation(name);
    const closed = closedValues(type);
    if (closed !== undefined) return { names: [text], tuples: product([closed]) };
    try {
      return { names: [text], tuples: product([await this.#given(root, path)]) };
    } catch (error) {
      if (!(error instanceof Unresolved) || type === undefined) throw error;
      return { names: [text], tuples: product([samplesOf(this.#checker, type)]), sampled: true };
    }
  }

  async #ofParts(node: Node, path: Path): Promise<unknown[]> {
    const [first, ...rest] = path;
    if (is.isParenthesizedExpression(node) || is.isAsExpression(node) || is.isNonNullExpression(node)) {
      return this.of(node.expression, path);
    }
    if (is.isConditionalExpression(node)) {
      return [...(await this.of(node.whenTrue, path)), ...(await this.of(node.whenFalse, path))];
    }
    if (is.isPropertyAccessExpression(node)) return this.of(node.expression, [node.name.text, ...path]);
    if (is.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (is.isPropertyAssignment(property) && property.name.getText() === first) {
          return this.of(property.initializer, rest);
        }
        if (is.isShorthandPropertyAssignment(property) && property.name.getText() === first) {
          return this.of(property.name, rest);
        }
      }
    }
    if (is.isIdentifier(node) && localNames(this.#checker, node).length > 0) {
      const root = this.#rootOf(node);
      const whole = [...this.#pathTo(node), ...path];
      if (is.isVariableDeclaration(root) && root.initializer !== undefined) return this.of(root.initializer, whole);
      if (!isFunction(root)) return this.#given(root as ParameterDeclaration, whole);
    }
    if (is.isElementAccessExpression(node)) return this.of(node.expression, [EACH, ...path]);
    const called = is.isCallExpression(node) ? this.#calls.functionOf(node) : undefined;
    if (called === undefined) throw new Unresolved(node, 'it has no parts that can be followed');
    const values: unknown[] = [];
    for (const result of resultsOf(called)) values.push(...(await this.of(result, path)));
    return values;
  }

  /** What a parameter is given, or the variable of a loop. */
  async #given(root: ParameterDeclaration, path: Path): Promise<unknown[]> {
    const loop = root.parent.parent;
    if (is.isForOfStatement(loop)) {
      const values = await this.of(loop.expression, [EACH, ...path]);
      if (values.length === 0) throw new Unresolved(root, 'it has no values');
      return values;
    }
    const of = root.parent as Node & { readonly parameters?: readonly Node[] };
    const index = of.parameters?.indexOf(root) ?? -1;
    if (index < 0) throw new Unresolved(root, 'it is no parameter');
    const iterated = index === 0 ? this.#calls.iteratedBy(of) : undefined;
    if (iterated !== undefined) return this.of(iterated, [EACH, ...path]);
    const values: unknown[] = [];
    for (const call of this.#calls.givenTo(of, index)) {
      const given = call ?? (root.initializer && { node: root.initializer, path: [] });
      if (given !== undefined) values.push(...(await this.of(given.node, [...given.path, ...path])));
    }
    if (values.length === 0) throw new Unresolved(root, 'nobody gives it');
    return distinct(values);
  }

  #declarationOf(name: Node): Node {
    const declared = this.#calls.declarationOf(name);
    if (declared === undefined) throw new Unresolved(name, 'it is not declared');
    return declared;
  }

  /** The variable, parameter or function that brings the name in. */
  #rootOf(name: Node): Node {
    let declaration = this.#declarationOf(name);
    while (is.isBindingElement(declaration)) declaration = declaration.parent.parent;
    return declaration;
  }

  /** By which properties a pattern takes the name out. */
  #pathTo(name: Node): Path {
    let path: Path = [];
    for (let one = this.#declarationOf(name); is.isBindingElement(one); one = one.parent.parent) {
      const step = is.isArrayBindingPattern(one.parent)
        ? one.parent.elements.indexOf(one)
        : ((one.propertyName ?? one.name)?.getText() ?? '');
      path = [step, ...path];
    }
    return path;
  }
}

/** Samples can be such that the code around would have returned before. */
function resultsOfEach(node: Node, all: readonly unknown[][], run: (...values: unknown[]) => unknown): unknown[] {
  const results: unknown[] = [];
  let failure: unknown;
  for (const values of all) {
    try {
      results.push(run(...values));
    } catch (error) {
      failure = error;
    }
  }
  if (results.length === 0) throw new Unresolved(node, String(failure));
  return distinct(results);
}

function at(value: unknown, path: Path, of: Node): unknown[] {
  const [first, ...rest] = path;
  if (first === undefined) return [value];
  if (typeof value !== 'object' || value === null) throw new Unresolved(of, `it has no ${first}`);
  const inner = first === EACH ? elementsOf(value) : [(value as Record<string | number, unknown>)[first]];
  return inner.flatMap((one) => at(one, rest, of));
}

function elementsOf(value: object): unknown[] {
  return Symbol.iterator in value ? [...(value as Iterable<unknown>)] : Object.values(value);
}
