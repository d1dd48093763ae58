import { prepared, rows, type EntityManager } from '@safe-community/database';
import { addDays, type Day } from '@safe-community/domain-kit';
import { findHromada, findOblast, isKatottg, oblastDigits } from '@safe-community/territory';
import { HEARD_VERSION, listenTo, readHeard, type Listening } from '../heard/module.ts';
import { CONTROL_VERSION, readControl } from '../territory/module.ts';
import { Reporting } from './coverage.ts';
import { aroundOf, type DeclaredSource } from './declaration.ts';
import { DECLARED_VERSION, readDeclarations } from './declarations.store.ts';

/** Declarations, and on which days their sources reported. */
export interface Listened {
  readonly declarations: readonly DeclaredSource[];
  /** By source. */
  readonly listening: ReadonlyMap<string, Listening>;
}

/** As of the end of a day. */
export interface AsOf {
  /** Undefined: as known now. */
  readonly knownOn?: Day | undefined;
  readonly today: Day;
}

export async function readListened(tx: EntityManager, { knownOn, today }: AsOf): Promise<Listened> {
  const declarations = await readDeclarations(tx, knownOn);
  const bySource = Map.groupBy(declarations, ({ source }) => source);
  const heard = await readHeard(tx, [...bySource.keys()], knownOn);
  const until = knownOn ?? today;
  const listening = [...bySource].map(([source, own]) => {
    const lag = Math.max(...own.map(({ lagDays }) => lagDays));
    return [source, listenTo(heard.get(source) ?? [], addDays(until, -lag))] as const;
  });
  return { declarations, listening: new Map(listening) };
}

const VERSION = prepared(`
  select ${DECLARED_VERSION} as declared, ${HEARD_VERSION} as heard, ${CONTROL_VERSION} as control`);

interface VersionRow {
  readonly declared: string | null;
  readonly heard: string | null;
  readonly control: string;
}

/** Those of the last days that were asked for. */
const kept = new Map<string, Reporting>();
const MAX_KEPT = 4;

/** Which figures are whole. One small statement while neither declarations nor the days of reports have changed. */
export async function readReporting(tx: EntityManager, asOf: AsOf): Promise<Reporting> {
  const [version] = await rows<VersionRow>(tx, VERSION);
  // Each version is of one database alone.
  const key = [version?.declared, version?.heard, version?.control, asOf.knownOn, asOf.today].join(' ');
  const reporting = kept.get(key) ?? (await makeReporting(tx, asOf));
  kept.delete(key);
  kept.set(key, reporting);
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
  return reporting;
}

/** Nothing is declared before. */
const FIRST_DAY = '2000-01-01';

async function makeReporting(tx: EntityManager, asOf: AsOf): Promise<Reporting> {
  const { declarations, listening } = await readListened(tx, asOf);
  const control = await readControl(tx, asOf.knownOn);
  const until = asOf.knownOn ?? asOf.today;
  return new Reporting({
    declarations,
    quiet: new Map([...listening].map(([source, { quiet }]) => [source, quiet])),
    until,
    around: codesAround,
    populationOf: (code) => findHromada(code)?.population,
    occupiedOf: (code) => control.occupiedDays(code, { from: FIRST_DAY, to: until }),
  });
}

const around = new Map<string, readonly string[]>();

/** The codes of a place and of what it lies in. */
export function codesAround(code: string): readonly string[] {
  if (!isKatottg(code)) return [code];
  const known =
    around.get(code) ?? aroundOf(code, [findHromada(code)?.raionCode, findOblast(oblastDigits(code))?.code]);
  around.set(code, known);
  return known;
}
