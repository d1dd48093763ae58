import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

/** A node of the syntax tree, of which only what is asked for is known. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** A file as a tree whose nodes know what they stand in. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly root: Node;
  readonly nodes: readonly Node[];
  parentOf(node: Node): Node | undefined;
}

/** @param file relative to `root`. */
export function readSource(root: string, file: string): Source {
  return sourceOf(file, readFileSync(join(root, file), 'utf8'));
}

export function sourceOf(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text);
  if (errors[0]) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const parents = new Map<Node, Node>();
  const nodes: Node[] = [];
  const visit = (node: Node): void => {
    nodes.push(node);
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      visit(child);
    }
  };
  const tree = program as unknown as Node;
  visit(tree);
  return { file, text, root: tree, nodes, parentOf: (node) => parents.get(node) };
}

export function childrenOf(node: Node): Node[] {
  return Object.values(node).flatMap((value) => (Array.isArray(value) ? value : [value]).filter(isNode));
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The child of that name; undefined when there is none. */
export function child(node: Node, name: string): Node | undefined {
  const value = node[name];
  return isNode(value) ? value : undefined;
}

/** The children of that name. */
export function children(node: Node, name: string): Node[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** What it is called, if it is an identifier or a `#name`. */
export function nameOf(node: Node | undefined): string | undefined {
  const isName = node?.type === 'Identifier' || node?.type === 'PrivateIdentifier';
  return isName && typeof node['name'] === 'string' ? node['name'] : undefined;
}

/** 1-based. */
export function lineOf({ text }: Source, { start }: Node): number {
  return text.slice(0, start).split('\n').length;
}
