/**
 * Fails when a statement may be made of values: they go as parameters, never into the text. A text is good that is
 * made of literals, numbers and escaped names (`scripts/sql/provenance.ts`).
 *
 *   node scripts/check-sql.ts
 */
import { join } from 'node:path';
import { Project, type Place } from './sql/project.ts';
import { Provenance } from './sql/provenance.ts';
import { child, children, lineOf, nameOf } from './sql/source.ts';

/** The conditions of policies cannot be escaped. They stand in the code of the services (`rights.ts`). */
const CONDITIONS_OF_POLICIES = 'packages/database/src/row-policies.ts';

/** Calls whose first argument the database runs; all others of ours come to one of them. */
const RUNNING = new Set(['query', 'execute', 'raw', 'addSql']);
const LIBRARIES = /from '(pg|kysely|@mikro-orm\/[a-z]+)'/;

/** Every statement under `root` that may be made of values, one sentence each. */
export function findUnsafeStatements(root: string): string[] {
  const project = new Project(root, (file) => file !== CONDITIONS_OF_POLICIES);
  const provenance = new Provenance(project);
  return project.sources
    .filter(({ text }) => LIBRARIES.test(text))
    .flatMap((source) => source.nodes.flatMap((node) => statementOf({ source, node })))
    .flatMap((statement) => provenance.foreignParts(statement))
    .map(sentence)
    .filter((one, index, all) => all.indexOf(one) === index);
}

function statementOf({ source, node }: Place): Place[] {
  const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined;
  const name = nameOf(callee && child(callee, 'property')) ?? nameOf(callee) ?? '';
  const [statement] = RUNNING.has(name) ? children(node, 'arguments') : [];
  return statement === undefined ? [] : [{ source, node: statement }];
}

function sentence({ source, node }: Place): string {
  const text = source.text.slice(node.start, node.end).split('\n')[0];
  return `${source.file}:${lineOf(source, node)} may bring a value into SQL by "${text}": give it as a parameter`;
}

if (import.meta.main) {
  const found = findUnsafeStatements(join(import.meta.dirname, '..'));
  for (const one of found) console.error(one);
  if (found.length > 0) process.exitCode = 1;
}
