import { isFunction } from './declaration.ts';
import { child, children, childrenOf, nameOf, type Node } from './source.ts';

const CLOSED_TYPES = new Set(['TSLiteralType', 'TSNumberKeyword', 'TSBooleanKeyword', 'TSBigIntKeyword']);

export function isSpread(node: Node): boolean {
  return node.type === 'SpreadElement';
}

/** What a function gives back: each expression that it may. */
export function resultsOf(node: Node): Node[] {
  const body = child(node, 'body');
  if (body === undefined) return [];
  if (body.type !== 'BlockStatement') return [body];
  const results: Node[] = [];
  const visit = (inner: Node): void => {
    if (isFunction(inner)) return;
    const argument = inner.type === 'ReturnStatement' ? child(inner, 'argument') : undefined;
    if (argument !== undefined) results.push(argument);
    for (const next of childrenOf(inner)) visit(next);
  };
  visit(body);
  return results;
}

/** What a node sets the variable to, or pushes into it. */
export function changeOf(node: Node, name: string): Node[] {
  if (node.type === 'AssignmentExpression' && nameOf(child(node, 'left')) === name) {
    const value = child(node, 'right');
    return value === undefined ? [] : [value];
  }
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined;
  const isPush = callee !== undefined && nameOf(child(callee, 'property')) === 'push';
  return isPush && nameOf(child(callee, 'object')) === name ? children(node, 'arguments') : [];
}

/** What `node` is called for each element of, when it is handed to a method of an array. */
export function callbackOf(holder: Node, node: Node): Node | undefined {
  const callee = holder.type === 'CallExpression' ? child(holder, 'callee') : undefined;
  const method = nameOf(callee && child(callee, 'property')) ?? '';
  const isEach = ['map', 'flatMap', 'forEach', 'filter'].includes(method) && children(holder, 'arguments')[0] === node;
  return isEach && callee !== undefined ? child(callee, 'object') : undefined;
}

/** Of few values that stand in its type, or a number. */
export function isClosed(parameter: Node): boolean {
  const annotated = parameter.type === 'AssignmentPattern' ? child(parameter, 'left') : parameter;
  const annotation = annotated && child(annotated, 'typeAnnotation');
  const type = annotation && child(annotation, 'typeAnnotation');
  if (type === undefined) return false;
  if (type.type === 'TSUnionType') return children(type, 'types').every((one) => CLOSED_TYPES.has(one.type));
  return CLOSED_TYPES.has(type.type);
}
