/**
 * Prints the statements of a service, each with the type of the rows that the code reads from it.
 *
 *   node scripts/statements/read.ts apps/statistics
 */
import { join } from 'node:path';
import { API, type Project } from 'typescript/unstable/sync';
import type { CallExpression } from 'typescript/unstable/ast';
import { columnsOf, type Columns } from './columns.ts';
import { OUTSIDE } from './samples.ts';
import { Calls, Unresolved } from './syntax.ts';
import { Values } from './values.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Programs run when they are loaded; each migration runs the statements of the others. */
const LEFT_OUT = /\/(node_modules|gen)\/|\.d\.ts$|\/(main|migrate|row-policies|grant-rights)\.ts$/;

/** What runs statements: which argument is the statement, and by which property of it. */
const RUNNING: Readonly<Record<string, readonly [number, readonly string[]]>> = {
  rows: [1, []],
  // Passes its type on to `rows`.
  rowsIn: [1, []],
  readPrepared: [1, []],
  runStep: [1, ['statement']],
  prepared: [0, []],
};

/** Other functions have such names too. */
const RUNNERS = /\/packages\/database\/src\/|\/figures\/scope\.store\.ts$/;

export interface FoundStatements {
  /** "apps/statistics/src/trust/trust.store.ts:42" */
  readonly place: string;
  /** All that it may be. */
  readonly texts: readonly string[];
  /** Absent where nobody reads the rows. */
  readonly columns?: Columns;
  /** What cannot be said of it, and why. */
  readonly unknown?: string;
}

async function statementsOf(project: Project): Promise<FoundStatements[]> {
  const { checker, program } = project;
  const files = program.getSourceFileNames().filter((file) => file.startsWith(ROOT) && !LEFT_OUT.test(file));
  const sources = files.flatMap((file) => program.getSourceFile(file) ?? []);
  const calls = new Calls(checker, sources);
  const values = new Values(checker, calls);
  const found: FoundStatements[] = [];
  for (const [name, [index, path]] of Object.entries(RUNNING)) {
    for (const call of calls.named(name)) {
      const statement = call.arguments[index];
      const holder = calls.functionOf(call)?.getSourceFile().fileName ?? '';
      if (statement === undefined || !RUNNERS.test(holder)) continue;
      const place = placeOf(call);
      const columns = name === 'prepared' ? undefined : columnsOf(checker, call);
      // A step that gives no rows has a prepared statement, which is looked at where it is made.
      if (name === 'runStep' && columns === undefined) continue;
      // They run what they are given; their callers are looked at.
      if (columns === 'given' && RUNNERS.test(call.getSourceFile().fileName)) continue;
      const read = readOf(columns);
      try {
        const texts = (await values.of(statement, path)).filter((one) => one !== undefined).map(textOf);
        const isNamed = texts.some((text) => text.includes(OUTSIDE));
        if (isNamed) throw new Unresolved(statement, 'it is given a name from outside');
        found.push({ place, texts: [...new Set(texts)], ...read });
      } catch (error) {
        if (!(error instanceof Unresolved)) throw error;
        found.push({ place, texts: [], ...read, unknown: `its text: ${error.message}` });
      }
    }
  }
  return found;
}

function readOf(columns: ReturnType<typeof columnsOf>): Pick<FoundStatements, 'columns' | 'unknown'> {
  if (columns === 'given') return { unknown: 'what its rows are: its callers say it' };
  return columns === undefined ? {} : { columns };
}

function textOf(statement: unknown): string {
  return typeof statement === 'string' ? statement : (statement as { preparedText: string }).preparedText;
}

function placeOf(call: CallExpression): string {
  const source = call.getSourceFile();
  const line = source.text.slice(0, call.getStart()).split('\n').length;
  return `${source.fileName.slice(ROOT.length + 1)}:${line}`;
}

const [app = ''] = process.argv.slice(2);
const api = new API({ cwd: ROOT });
const [project] = api.updateSnapshot({ openProjects: [join(ROOT, app, 'tsconfig.json')] }).getProjects();
if (project === undefined) throw new Error(`${app} has no tsconfig.json`);
process.stdout.write(JSON.stringify(await statementsOf(project), undefined, 1));
api.close();
