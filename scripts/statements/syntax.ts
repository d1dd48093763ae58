import type { CallExpression, Node, SourceFile } from 'typescript/unstable/ast';
import * as is from 'typescript/unstable/ast/is';
import { SymbolFlags, type Checker } from 'typescript/unstable/sync';

const ITERATING = new Set(['map', 'flatMap', 'filter', 'forEach']);

/** An expression of which no values can be listed. */
export class Unresolved extends Error {
  constructor(node: Node, why: string) {
    super(`${node.getText().split('\n')[0]}: ${why}`);
  }
}

export interface Given {
  readonly node: Node;
  readonly path: readonly (string | number)[];
}

/** Who calls which function, in the files that it is given. */
export class Calls {
  readonly #checker: Checker;
  readonly #byName = new Map<string, CallExpression[]>();

  constructor(checker: Checker, sources: readonly SourceFile[]) {
    this.#checker = checker;
    for (const source of sources) {
      for (const call of callsIn(source)) {
        const name = nameOfCallee(call)?.getText() ?? '';
        const known = this.#byName.get(name);
        if (known === undefined) this.#byName.set(name, [call]);
        else known.push(call);
      }
    }
  }

  named(name: string): readonly CallExpression[] {
    return this.#byName.get(name) ?? [];
  }

  /** What a parameter of a function is given: by each call an expression, or what stands in it at a path; or nothing. */
  givenTo(called: Node, index: number): (Given | undefined)[] {
    const holder = is.isFunctionDeclaration(called) || is.isMethodDeclaration(called) ? called : called.parent;
    const name = (holder as { readonly name?: Node }).name?.getText() ?? '';
    // Of a module: the kit calls it with what the service shares.
    if (name === 'start' && index === 0) {
      return this.named('startModules').flatMap(({ arguments: [node] }) => (node ? [{ node, path: ['shared'] }] : []));
    }
    return this.named(name)
      .filter((call) => this.functionOf(call) === called)
      .map((call) => argumentAt(call, index));
  }

  /** The function that is called, if it is ours. */
  functionOf(call: CallExpression): Node | undefined {
    const name = nameOfCallee(call);
    const declaration = name && this.declarationOf(name);
    if (declaration === undefined || isFunction(declaration)) return declaration;
    const value = (declaration as { readonly initializer?: Node }).initializer;
    return value !== undefined && isFunction(value) ? value : undefined;
  }

  /** The array whose elements the function gets, if it is handed to a method of one. */
  iteratedBy(called: Node): Node | undefined {
    const call = called.parent;
    if (!is.isCallExpression(call) || call.arguments[0] !== called) return undefined;
    const method = is.isPropertyAccessExpression(call.expression) ? call.expression : undefined;
    return method !== undefined && ITERATING.has(method.name.text) ? method.expression : undefined;
  }

  declarationOf(name: Node): Node | undefined {
    return declarationOf(this.#checker, name);
  }
}

function argumentAt({ arguments: given }: CallExpression, index: number): Given | undefined {
  const spread = given.findIndex((one) => is.isSpreadElement(one));
  const node = given[spread >= 0 && spread <= index ? spread : index];
  if (node === undefined) return undefined;
  return is.isSpreadElement(node) ? { node: node.expression, path: [index - spread] } : { node, path: [] };
}

function callsIn(source: Node): CallExpression[] {
  const found: CallExpression[] = [];
  const visit = (node: Node): void => {
    if (is.isCallExpression(node)) found.push(node);
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

function nameOfCallee({ expression }: CallExpression): Node | undefined {
  return is.isPropertyAccessExpression(expression) ? expression.name : expression;
}

const declared = new WeakMap<Node, Node>();

function declarationOf(checker: Checker, name: Node): Node | undefined {
  const found = declared.get(name) ?? lookUp(checker, name);
  if (found !== undefined) declared.set(name, found);
  return found;
}

function lookUp(checker: Checker, name: Node): Node | undefined {
  const symbol = is.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  if (symbol === undefined) return undefined;
  const aliased = symbol.flags & SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return aliased.valueDeclaration?.resolve();
}

/** The names in a node that a function around it declares. */
export function localNames(checker: Checker, node: Node): Node[] {
  const found: Node[] = [];
  const visit = (one: Node): void => {
    const declaration = is.isIdentifier(one) && !isProperty(one) ? declarationOf(checker, one) : undefined;
    const isLocal = declaration !== undefined && functionAround(declaration) !== undefined;
    if (isLocal && !isWithin(declaration, node)) found.push(one);
    one.forEachChild(visit);
  };
  visit(node);
  return found;
}

function isProperty(name: Node): boolean {
  const { parent } = name;
  const isNamed = is.isPropertyAccessExpression(parent) || is.isPropertyAssignment(parent);
  return isNamed && parent.name === name;
}

function functionAround(node: Node): Node | undefined {
  let one: Node | undefined = node.parent;
  while (one !== undefined && !isFunction(one)) one = one.parent;
  return one;
}

export function isFunction(node: Node): boolean {
  return (
    is.isArrowFunction(node) ||
    is.isFunctionDeclaration(node) ||
    is.isFunctionExpression(node) ||
    is.isMethodDeclaration(node)
  );
}

export function isWithin(node: Node, whole: Node): boolean {
  return node.getSourceFile() === whole.getSourceFile() && node.pos >= whole.pos && node.end <= whole.end;
}

/** The expressions that a function may return. */
export function resultsOf(called: Node): Node[] {
  const { body } = called as { readonly body?: Node };
  if (body === undefined) return [];
  if (!is.isBlock(body)) return [body];
  const results: Node[] = [];
  const visit = (node: Node): void => {
    if (isFunction(node)) return;
    if (is.isReturnStatement(node) && node.expression !== undefined) results.push(node.expression);
    node.forEachChild(visit);
  };
  visit(body);
  return results;
}

/** Whether a statement of its own changes a variable. */
export function changesLater({ parent }: Node, name: string): boolean {
  const around = parent.parent.parent.getText();
  return new RegExp(`^\\s*(if \\(.*\\) )?${name}(\\.push\\(| [+]?= )`, 'm').test(around);
}
