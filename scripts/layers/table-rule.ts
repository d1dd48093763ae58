import { posix } from 'node:path';
import { child, children, childrenOf, lineOf, nameOf, type Node, type Source } from '../sql/source.ts';
import { tablesIn, type TableUse } from './tables-in-sql.ts';

/** A file of a module of a service, or of a package, whose tables each service has. */
export interface HousedSource extends Source {
  /** Owns the tables that it creates: "apps/statistics/src/figures", "packages/ledger". */
  readonly home: string;
  /** Where it owns them: "apps/statistics"; for a package "packages". */
  readonly service: string;
}

interface Use extends TableUse {
  readonly source: HousedSource;
  readonly node: Node;
}

const FOREIGN = 'a module names its own tables alone; import what the module.ts of the other one offers';
const WHOLE = 'a module offers functions, or rows with their columns: (select … from …)';

/**
 * Statements, entities and rights that name a table of another module, tables that two modules create, and modules that
 * offer a table whole.
 */
export function brokenOwnership(sources: readonly HousedSource[]): string[] {
  const uses = sources.flatMap(usesIn);
  const creators = Map.groupBy(
    uses.filter(({ does }) => does === 'creates'),
    ({ source, table }) => `${source.service} ${table}`,
  );
  const ownerOf = ({ service }: HousedSource, table: string): string | undefined =>
    (creators.get(`${service} ${table}`) ?? creators.get(`packages ${table}`))?.[0]?.source.home;
  const foreign = uses.flatMap(({ source, node, table, does }) => {
    const owner = ownerOf(source, table) ?? source.home;
    if (owner === source.home) return [];
    return [`${source.file}:${lineOf(source, node)} ${does} ${table} of ${owner}: ${FOREIGN}`];
  });
  const byFile = new Map(sources.map((source) => [source.file, source]));
  const whole = sources.flatMap((source) =>
    passedOn(source, byFile)
      .filter(({ declared }) => isWhole(declared, (table) => ownerOf(source, table) === source.home))
      .map(({ name }) => `${source.file} passes on ${name}: ${WHOLE}`),
  );
  return [...new Set([...foreign, ...whole])];
}

const TABLE_BY_NAME = /\b(?:from|join|into|update|table|truncate)\s+$/i;

function usesIn(source: HousedSource): Use[] {
  const named = namedByValue(source);
  return source.nodes.flatMap((node) => {
    const text = textOf(node);
    const inText = text === undefined ? [] : tablesIn(text);
    const byValue = text !== undefined && named.has(node) ? [{ table: text, does: 'reads' as const }] : [];
    const declared = declaredBy(node).map((table) => ({ table, does: 'writes' as const }));
    return [...inText, ...byValue, ...declared].map((use) => ({ ...use, source, node }));
  });
}

/** The text of a literal, with a `$` for what is put into it. */
function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'TemplateLiteral') return partsOf(node).join(' $ ');
  return node?.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
}

/** The texts between which something is put. */
export function partsOf(template: Node): string[] {
  return children(template, 'quasis').map(({ value }) => (value as { readonly cooked: string }).cooked);
}

/** `from ${table}`: the literals in what is put there, and in what declares its name in the file. */
function namedByValue({ nodes }: Source): ReadonlySet<Node> {
  const puts = nodes.flatMap((node) => {
    if (node.type !== 'TemplateLiteral') return [];
    const parts = partsOf(node);
    return children(node, 'expressions').filter((_, index) => TABLE_BY_NAME.test(parts[index] ?? ''));
  });
  const names = new Set(puts.flatMap((put) => nameOf(child(put, 'property') ?? put) ?? []));
  const declarations = nodes.flatMap((node) => {
    if (!names.has(nameOf(child(node, 'id') ?? child(node, 'key') ?? node) ?? '')) return [];
    return ['init', 'value', 'typeAnnotation'].flatMap((part) => child(node, part) ?? []);
  });
  return new Set([...puts, ...declarations].flatMap(literalsIn));
}

function literalsIn(node: Node): Node[] {
  return node.type === 'Literal' ? [node] : childrenOf(node).flatMap(literalsIn);
}

/** The table of an entity, or of rules with dates; those of rights. */
function declaredBy(node: Node): string[] {
  if (['table', 'tableName'].includes(nameOf(child(node, 'key')) ?? ''))
    return [textOf(child(node, 'value')) ?? []].flat();
  const annotation = child(child(node, 'id') ?? node, 'typeAnnotation');
  const type = annotation && child(annotation, 'typeAnnotation');
  if (node.type !== 'VariableDeclarator' || nameOf(type && child(type, 'typeName')) !== 'Rights') return [];
  const rights = child(node, 'init') ?? node;
  return children(rights, 'properties').flatMap((property) => nameOf(child(property, 'key')) ?? []);
}

/** What the face of a module or package hands on, and how it is declared. */
function passedOn(face: HousedSource, sources: ReadonlyMap<string, HousedSource>) {
  if (!/\/(?:module|index)\.ts$/.test(face.file)) return [];
  return face.nodes.flatMap((node) => {
    const from = node.type === 'ExportNamedDeclaration' ? child(node, 'source')?.['value'] : undefined;
    if (typeof from !== 'string') return [];
    const giver = sources.get(posix.join(posix.dirname(face.file), from));
    return children(node, 'specifiers').flatMap((specifier) => {
      const name = nameOf(child(specifier, 'local'));
      const declared = giver?.nodes.find(
        (one) => one.type === 'VariableDeclarator' && nameOf(child(one, 'id')) === name,
      );
      return name === undefined || declared === undefined ? [] : [{ name, declared }];
    });
  });
}

/** An entity, the name of a table, or all of its columns. */
function isWhole(declared: Node, isOwn: (table: string) => boolean): boolean {
  const value = child(declared, 'init');
  if (nameOf(value && child(value, 'callee')) === 'defineEntity') return true;
  const text = textOf(value);
  return (
    text !== undefined &&
    (isOwn(text) || (/^\(?\s*select \*/.test(text) && tablesIn(text).some(({ table }) => isOwn(table))))
  );
}
