import { NORMS, type BeatNorm } from '../beats/module.ts';
import type { Database, EntityManager } from '@safe-community/database';
import {
  coverageAt,
  hromadasOfOblast,
  oneAtATime,
  type Directory,
  type HromadaCoverage,
} from '../responsibility/module.ts';
import { readHistory, type History } from '../territory/module.ts';
import { lockHead, readFormer, readRows, saveRows, type StoredRow } from './coverage-changes.store.ts';
import { inForce, kyivDay, lastMomentOf, type Clock } from '@safe-community/domain-kit';
import { findHromada } from '@safe-community/territory';

/** The coverage of all hromadas at a version. */
export interface CoverageSnapshot {
  readonly epoch: string;
  readonly version: bigint;
  readonly history: History;
  /** The rows that differ from those of an earlier version, as they are at the version of the snapshot. */
  changedSince(version: bigint): Promise<HromadaCoverage[]>;
}

export interface CoverageChanges {
  /** A snapshot that is at most so old. Throws UNAVAILABLE before the directory is loaded. */
  recent(withinMs: number): Promise<CoverageSnapshot>;
}

interface Needs {
  readonly database: Database;
  readonly directory: Directory;
  readonly clock: Clock;
}

interface Known {
  readonly snapshot: CoverageSnapshot;
  readonly stored: ReadonlyMap<string, StoredRow>;
  /** In terms of `performance.now()`. */
  readonly since: number;
  readonly basis: Basis;
}

/** What the rows follow from. */
interface Basis {
  readonly changes: number;
  readonly norms: string;
  readonly from: Date;
  /** When a duty, a norm, or a day begins or ends next. */
  readonly until: Date;
}

/**
 * Finds the changes of the coverage by comparison with the stored rows, so that it does not matter what caused them:
 * also a planned hand-over, a norm, or a status of the territory takes effect without an event. Nothing is compared while
 * nobody asks, or nothing can have changed; the next comparison then finds what changed meanwhile.
 */
export function coverageChanges(needs: Needs): CoverageChanges {
  let known: Known | undefined;
  const compareOnce = oneAtATime(async () => {
    const since = performance.now();
    known = await needs.database.em.fork().transactional((tx) => compare(needs, tx, known, since));
  });
  return {
    async recent(withinMs) {
      if (known === undefined || performance.now() - known.since > withinMs) await compareOnce();
      if (known === undefined) throw new Error('a comparison leaves a snapshot');
      return known.snapshot;
    },
  };
}

async function compare(
  { database, directory, clock }: Needs,
  tx: EntityManager,
  known: Known | undefined,
  since: number,
): Promise<Known> {
  const head = await lockHead(tx);
  const { epoch } = head;
  const isCurrent = known?.snapshot.epoch === epoch && known.snapshot.version === head.version;
  const stored = new Map(isCurrent ? known.stored : await readRows(tx));
  await directory.refresh();
  const now = notBefore(head.computedAt, clock.now());
  const norms = await NORMS.list(tx);
  const present = { changes: directory.changes(), norms: JSON.stringify(norms) };
  if (isCurrent && isSame(known.basis, present, now)) return { ...known, since };
  const history = await readHistory(tx);
  const basis = { ...present, from: now, until: nextEffect(directory, norms, now) };
  const coverage = coverageAt(directory, { norm: inForce(norms, now), history, now });
  const rows = hromadasOfOblast('').map(coverage);
  const contents = new Map(rows.map((row) => [row.hromada.code, contentOf(row)]));
  const changed = new Map([...contents].filter(([code, content]) => stored.get(code)?.content !== content));
  const version = changed.size === 0 ? head.version : head.version + 1n;
  if (changed.size > 0) await saveRows(tx, { version, computedAt: now }, changed);
  for (const [code, content] of changed) stored.set(code, { version, content });
  const changedSince = async (before: bigint): Promise<HromadaCoverage[]> => {
    const later = rows.filter(({ hromada }) => (stored.get(hromada.code)?.version ?? 0n) > before);
    // Each row of a version differs from the version before it.
    if (later.length === 0 || before === version - 1n) return later;
    const codes = later.map(({ hromada }) => hromada.code);
    const former = await readFormer(database.em.fork(), codes, before);
    return later.filter((row) => former.get(row.hromada.code) !== contentOf(row));
  };
  return { snapshot: { epoch, version, history, changedSince }, stored, since, basis };
}

function isSame(known: Basis, { changes, norms }: Pick<Basis, 'changes' | 'norms'>, now: Date): boolean {
  return known.changes === changes && known.norms === norms && known.from <= now && now < known.until;
}

/** Until then, only a commit can change a row. */
function nextEffect(directory: Directory, norms: readonly BeatNorm[], now: Date): Date {
  let next = new Date(lastMomentOf(kyivDay(now)).getTime() + 1);
  const consider = (at: Date | undefined): void => {
    if (at !== undefined && at > now && at < next) next = at;
  };
  for (const { validFrom } of norms) consider(validFrom);
  for (const { beatId } of directory.beats()) {
    for (const { startsAt, endsAt } of directory.dutiesOn(beatId)) {
      consider(startsAt);
      consider(endsAt);
    }
  }
  return next;
}

/** Clocks of replicas differ a little: what has taken effect by one of them stays in effect. */
const CLOCKS_DIFFER_MS = 60_000;

function notBefore(last: Date, now: Date): Date {
  const behind = last.getTime() - now.getTime();
  return behind > 0 && behind <= CLOCKS_DIFFER_MS ? last : now;
}

/** What can change of a row, the load aside. */
function contentOf({ hromada, name, ...row }: HromadaCoverage) {
  const { beats, staffed, populationCovered, required, eligible, since, successorCode } = row;
  // JSON leaves out what is undefined, so that the rows of hromadas that kept name and people stay as they were stored.
  const newName = name === hromada.name ? undefined : name;
  const newPeople = hromada.population === findHromada(hromada.code)?.population ? undefined : hromada.population;
  const counts = { beats, staffed, populationCovered, required, eligible, since, successorCode };
  return JSON.stringify({ ...counts, newName, newPeople });
}
