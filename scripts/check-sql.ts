/**
 * Fails when a value may become part of SQL text: values must be parameters. A text may consist of
 * literals, numbers, and escaped names (`scripts/sql/provenance.ts`).
 *
 *   node scripts/check-sql.ts
 */
import { join } from 'node:path';
import { Project, type Place } from './sql/project.ts';
import { Provenance, type ForeignPart } from './sql/provenance.ts';
import { child, children, lineOf, nameOf, type Node } from './sql/source.ts';

/** Policy conditions cannot be escaped. They are in the code of the services (`rights.ts`). */
const CONDITIONS_OF_POLICIES = 'packages/database/src/row-policies.ts';

/** Calls whose first argument is SQL; all our other calls end in one of them. */
const RUNNING = new Set(['query', 'execute', 'raw', 'addSql', 'prepared', 'sqlPart']);
const LIBRARIES = /from '(pg|kysely|@mikro-orm\/[a-z]+|@safe-community\/database)'/;

/** Every statement under `root` that may contain values, one sentence each. */
export function findUnsafeStatements(root: string): string[] {
  const project = new Project(root, (file) => file !== CONDITIONS_OF_POLICIES);
  const provenance = new Provenance(project);
  return project.sources
    .filter(({ text }) => LIBRARIES.test(text))
    .flatMap((source) => source.nodes.flatMap((node) => statementOf({ source, node })))
    .flatMap((statement) => provenance.foreignParts(statement))
    .filter((part, index, all) => all.findIndex((other) => enteredAt(other) === enteredAt(part)) === index)
    .map(sentence);
}

function statementOf({ source, node }: Place): Place[] {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined;
  const method = nameOf(callee && child(callee, 'property'));
  const name = method ?? nameOf(callee) ?? '';
  // As a function, `query` declares a read of a service.
  const runs = RUNNING.has(name) && (method !== undefined || name !== 'query');
  const [statement] = runs ? children(node, 'arguments') : [];
  return statement === undefined ? [] : [{ source, node: textOf(statement) }];
}

/** pg also accepts a statement and its values in one object. */
function textOf(statement: Node): Node {
  const text = children(statement, 'properties').find((property) => nameOf(child(property, 'key')) === 'text');
  return (text && child(text, 'value')) ?? statement;
}

/** Where the value enters the text, and one of its sources. */
function sentence({ into, ...part }: ForeignPart): string {
  const where = into ?? part;
  const text = where.source.text.slice(where.node.start, where.node.end).split('\n')[0];
  const giver = placeOf(part) === placeOf(where) ? '' : `, which comes from ${placeOf(part)}`;
  return `${placeOf(where)} may put a value into SQL with "${text}"${giver}: pass it as a parameter`;
}

function enteredAt({ into, node }: ForeignPart): Node {
  return into?.node ?? node;
}

function placeOf({ source, node }: Place): string {
  return `${source.file}:${lineOf(source, node)}`;
}

if (import.meta.main) {
  const found = findUnsafeStatements(join(import.meta.dirname, '..'));
  for (const one of found) console.error(one);
  if (found.length > 0) process.exitCode = 1;
}
