import type { Database } from '@safe-community/database';
import { kyivDay, unavailable, type DecidedDistricts, type DutiesByUnit } from '@safe-community/domain-kit';
import { rewrapIfWhole, type Keyring } from '@safe-community/security/encryption';
import { findBeats, readBeats, type Beat } from '../beats/module.ts';
import {
  decryptPerson,
  readOfficers,
  readOfficersOnBeats,
  withoutPast,
  type EncryptedOfficer,
  type Officer,
  type ServePart,
} from '../officers/module.ts';
import { readDistricts } from '../starosta-districts/module.ts';
import { readAllUnits, readHistory, readUnits, type History, type TerritoryUnit } from '../territory/module.ts';
import type { Duty } from './duty.ts';
import { readChanges, type DirectoryChanges } from './directory.events.ts';
import { oneAtATime } from './one-at-a-time.adapter.ts';
import { servedPart } from './place.ts';
import { Roster } from './roster.ts';

/** The officers on all beats, in memory. UNAVAILABLE until it is loaded. */
export interface Directory {
  importedUnit(code: string): TerritoryUnit | undefined;
  /** The unit that this one is part of at an instant, after all mergers: itself if it was not merged. */
  successor(code: string, at: Date): string;
  /** The units that were merged into this one by an instant, by code. */
  mergedInto(code: string, at: Date): readonly string[];
  /** The starosta districts as councils have decided them, on any day. */
  districts(): DecidedDistricts;
  /** Since which day all of these units of a hromada have been occupied; undefined if one of them is not at that instant. */
  occupiedSince(unitCodes: readonly string[], hromadaCode: string, at: Date): string | undefined;
  /** All known changes of the territory. */
  history(): History;
  /** Current and future duties on the beats of a hromada, by the unit that the beat covers. */
  dutiesIn(hromadaCode: string): DutiesByUnit<Duty>;
  /** Who serves a known part of a hromada at an instant, now or in the future, and the hromada after all mergers. */
  servedPart: ServePart;
  beats(): Iterable<Beat>;
  /** Current and future duties on a beat. */
  dutiesOn(beatId: string): readonly Duty[];
  /** An officer who is assigned to a beat. */
  officer(officerId: string): Officer | undefined;
  /** Another number after each change of a beat, of an officer who has had one, or of the territory. */
  changes(): number;
  /** Resolves when everything that was committed before the call is in memory. */
  refresh(): Promise<void>;
  /** Wraps the data keys in memory with the active key. Call it after the keyring changes. */
  rewrap(): void;
}

/** A full read needs no changes, and no position is after this one. */
const PAST_THE_END = 9_223_372_036_854_775_807n;

/** The content of the directory, and the ledger position up to which it is current. */
interface Contents {
  readonly roster: Roster;
  readonly units: Map<string, TerritoryUnit>;
  history: History;
  districts: DecidedDistricts;
  readonly people: ReturnType<typeof decryptedPeople>;
  upTo: DirectoryChanges['head'];
}

/**
 * Two thousand officers and their beats fit into memory, and every incident needs its responsible officer. One
 * statement on the ledger finds the changes.
 */
export function officerDirectory(database: Database, keyring: Keyring): Directory {
  let contents: Contents | undefined;
  let changeCount = 0;
  const filled = (): Contents => {
    if (contents === undefined) throw unavailable('the directory of officers is not filled yet');
    return contents;
  };
  const directory: Directory = {
    importedUnit: (code) => filled().units.get(code),
    successor(code, at) {
      const { history } = filled();
      // Almost no unit was merged, and every call asks.
      const isMerged = history.of(code).some(({ kind }) => kind === 'merged');
      return isMerged ? history.currentCode(kyivDay(at), code) : code;
    },
    districts: () => filled().districts,
    mergedInto: (code, at) => filled().history.mergedInto(kyivDay(at), code),
    occupiedSince: (unitCodes, hromadaCode, at) => filled().history.occupiedSince(kyivDay(at), unitCodes, hromadaCode),
    history: () => filled().history,
    dutiesIn: (hromadaCode) => filled().roster.dutiesIn(hromadaCode),
    servedPart: (part, at) => servedPart(part, directory, at),
    beats: () => filled().roster.beats(),
    dutiesOn: (beatId) => filled().roster.dutiesOn(beatId),
    officer(officerId) {
      const { roster, people } = filled();
      const found = roster.officer(officerId);
      return found && people.decrypt(found);
    },
    rewrap() {
      const { roster } = contents ?? {};
      for (const officer of roster?.officers() ?? []) roster?.put(underActiveKey(keyring, officer));
    },
    changes: () => changeCount,
    refresh: oneAtATime(async () => {
      const changes = await readChanges(database, contents?.upTo.position ?? PAST_THE_END);
      if (contents === undefined || !areComplete(changes, contents.upTo)) {
        contents = await readAll(database, keyring, changes.head);
        changeCount += 1;
        return;
      }
      await readChanged(database, keyring, contents, changes);
      contents.upTo = changes.head;
      if (!isEmpty(changes)) changeCount += 1;
    }),
  };
  return directory;
}

/** After a restore from a backup, positions differ, and events may be pruned before this replica has read them. */
function areComplete({ head, pruned }: DirectoryChanges, upTo: DirectoryChanges['head']): boolean {
  return upTo.epoch === head.epoch && upTo.position <= head.position && upTo.position >= pruned;
}

function isEmpty(changes: DirectoryChanges): boolean {
  const { officerIds, beatIds, unitCodes, hasTerritoryChange, hasDistrictDecision } = changes;
  return (
    [officerIds, beatIds, unitCodes].every(({ length }) => length === 0) && !hasTerritoryChange && !hasDistrictDecision
  );
}

async function readAll(database: Database, keyring: Keyring, upTo: DirectoryChanges['head']): Promise<Contents> {
  const [beats, officers, units, history, districts] = await Promise.all([
    readBeats(database.em.fork()),
    readOfficersOnBeats(database.em.fork()),
    readAllUnits(database.em.fork()),
    readHistory(database.em.fork()),
    readDistricts(database.em.fork()),
  ]);
  const roster = new Roster();
  for (const beat of beats) roster.putBeat(beat);
  for (const officer of officers) roster.put(underActiveKey(keyring, officer));
  const byCode = new Map(units.map((unit) => [unit.code, unit]));
  return { roster, units: byCode, history, districts, people: decryptedPeople(keyring), upTo };
}

async function readChanged(
  database: Database,
  keyring: Keyring,
  contents: Contents,
  { officerIds, beatIds, unitCodes, hasTerritoryChange, hasDistrictDecision }: DirectoryChanges,
): Promise<void> {
  const { roster, units, people } = contents;
  // An officer shows the place of the beat.
  const changedIds = [...new Set([...officerIds, ...beatIds.flatMap((beatId) => [...roster.officersOn(beatId)])])];
  const [beats, officers, changedUnits, history, districts] = await Promise.all([
    beatIds.length === 0 ? [] : findBeats(database.em.fork(), beatIds),
    changedIds.length === 0 ? [] : readOfficers(database.em.fork(), changedIds),
    unitCodes.length === 0 ? [] : readUnits(database.em.fork(), unitCodes),
    hasTerritoryChange ? readHistory(database.em.fork()) : contents.history,
    hasDistrictDecision ? readDistricts(database.em.fork()) : contents.districts,
  ]);
  for (const beat of beats) roster.putBeat(beat);
  for (const officer of officers) {
    roster.put(underActiveKey(keyring, officer));
    people.forget(officer.officerId);
  }
  for (const unit of changedUnits) units.set(unit.code, unit);
  contents.history = history;
  contents.districts = districts;
}

/**
 * The rotation of keys publishes no events, so what is in memory is wrapped with the active key here. The former key can
 * then be removed without another read.
 */
function underActiveKey(keyring: Keyring, officer: EncryptedOfficer): EncryptedOfficer {
  const { officerId, encrypted } = officer;
  if (encrypted === undefined || encrypted.keyId === keyring.activeId || !keyring.keys.has(encrypted.keyId))
    return officer;
  return { ...officer, encrypted: { ...encrypted, ...rewrapIfWhole(keyring, officerId, encrypted) } };
}

/** Enough for the beats of a bad day. A memory dump reveals no more people than these. */
const MAX_DECRYPTED = 1_000;

/**
 * Decrypts officers. Decryption takes 15 to 30 µs, up to half of a whole call, and in a surge the same officers are
 * requested repeatedly, so these stay decrypted. All others are encrypted in memory, as on disk.
 */
export function decryptedPeople(keyring: Keyring, now = Date.now) {
  const decrypted = new Map<string, Kept>();
  return {
    decrypt(found: EncryptedOfficer): Officer {
      const { encrypted, ...record } = found;
      const { officerId } = record;
      const known = decrypted.get(officerId);
      const kept =
        known !== undefined && now() < known.until
          ? known
          : keep({ ...record, person: known?.officer.person ?? decryptPerson(keyring, officerId, encrypted) }, now());
      // A map keeps the insertion order, so its first entry is the least recently used one.
      decrypted.delete(officerId);
      decrypted.set(officerId, kept);
      const [oldest] = decrypted.size > MAX_DECRYPTED ? decrypted.keys() : [];
      if (oldest !== undefined) decrypted.delete(oldest);
      return kept.officer;
    },
    forget(officerId: string): void {
      decrypted.delete(officerId);
    },
  };
}

interface Kept {
  readonly officer: Officer;
  /** When the next of the assignments ends, in milliseconds since 1970. */
  readonly until: number;
}

function keep(officer: Officer, now: number): Kept {
  const assignments = withoutPast(officer.assignments, new Date(now));
  const ends = assignments.map(({ endsAt }) => endsAt?.getTime() ?? Number.POSITIVE_INFINITY);
  return { officer: { ...officer, assignments }, until: Math.min(...ends, Number.POSITIVE_INFINITY) };
}
