import { child, children, isNode, nameOf, type Node, type Source } from './source.ts';

/**
 * Where a name comes from. `path`: by which properties it is taken out of there; `#1` is the second element of an
 * array, `*` any of them.
 */
export type Declaration =
  | { readonly kind: 'variable'; readonly declarator: Node; readonly path: readonly string[] }
  | {
      readonly kind: 'parameter';
      readonly of: Node;
      readonly index: number;
      readonly parameter: Node;
      readonly path: readonly string[];
    }
  | { readonly kind: 'function'; readonly node: Node }
  | { readonly kind: 'import'; readonly from: string; readonly name: string };

/** What declares the name as it is used at this node: the nearest one outwards. */
export function declarationOf(source: Source, at: Node, name: string): Declaration | undefined {
  for (let scope = source.parentOf(at); scope !== undefined; scope = source.parentOf(scope)) {
    const found = isFunction(scope) ? inParameters(scope, name) : inStatements(scope, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function isFunction(node: Node): boolean {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type);
}

function inParameters(of: Node, name: string): Declaration | undefined {
  for (const [index, parameter] of children(of, 'params').entries()) {
    const path = pathTo(parameter, name);
    if (path !== undefined) return { kind: 'parameter', of, index, parameter, path };
  }
  return undefined;
}

function inStatements(scope: Node, name: string): Declaration | undefined {
  const heads = [child(scope, 'left'), child(scope, 'init')].filter((head) => head?.type === 'VariableDeclaration');
  const statements = Array.isArray(scope['body']) ? children(scope, 'body') : heads;
  for (const statement of statements) {
    if (statement === undefined) continue;
    const found = inStatement(child(statement, 'declaration') ?? statement, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inStatement(statement: Node, name: string): Declaration | undefined {
  if (statement.type === 'FunctionDeclaration' && nameOf(child(statement, 'id')) === name) {
    return { kind: 'function', node: statement };
  }
  if (statement.type === 'ImportDeclaration') {
    const specifier = children(statement, 'specifiers').find((one) => nameOf(child(one, 'local')) === name);
    const from = child(statement, 'source')?.['value'];
    if (specifier === undefined || typeof from !== 'string') return undefined;
    return { kind: 'import', from, name: nameOf(child(specifier, 'imported')) ?? name };
  }
  for (const declarator of children(statement, 'declarations')) {
    const path = pathTo(child(declarator, 'id'), name);
    if (path !== undefined) return { kind: 'variable', declarator, path };
  }
  return undefined;
}

/** The properties by which a pattern takes the name out of what it is given; undefined when it does not. */
function pathTo(pattern: Node | undefined, name: string): string[] | undefined {
  if (pattern === undefined) return undefined;
  if (nameOf(pattern) === name) return [];
  if (pattern.type === 'AssignmentPattern') return pathTo(child(pattern, 'left'), name);
  if (pattern.type === 'RestElement') return pathTo(child(pattern, 'argument'), name);
  const elements = Array.isArray(pattern['elements']) ? pattern['elements'] : [];
  for (const [index, element] of elements.entries()) {
    const path = isNode(element) ? pathTo(element, name) : undefined;
    if (path !== undefined) return [`#${index}`, ...path];
  }
  for (const property of children(pattern, 'properties')) {
    const path = pathTo(child(property, 'value') ?? child(property, 'argument'), name);
    const key = nameOf(child(property, 'key'));
    if (path !== undefined) return key === undefined ? path : [key, ...path];
  }
  return undefined;
}
