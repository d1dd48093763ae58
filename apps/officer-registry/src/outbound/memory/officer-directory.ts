import type { Database } from '@safe-community/database';
import { unavailable } from '@safe-community/domain-kit';
import { rewrapIfWhole, type Keyring } from '@safe-community/security/encryption';
import type { Directory } from '../../app/ports.ts';
import type { TerritoryUnit } from '../../domain/territory-unit.ts';
import { readChanges, type DirectoryChanges, type LedgerPlace } from '../postgres/directory-changes.ts';
import { TerritoryUnitEntity } from '../postgres/entities.ts';
import { readOfficers, readOfficersOnBeats, type SealedOfficer } from '../postgres/officer-rows.ts';
import { DutyRoster } from './duty-roster.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { openedPeople } from './opened-people.ts';

/** When all is read anew, the ledger need not tell what has changed. */
const PAST_THE_END = 9_223_372_036_854_775_807n;

/** What the directory holds, and up to where in the ledger. */
interface Contents {
  readonly roster: DutyRoster;
  readonly units: Map<string, TerritoryUnit>;
  readonly people: ReturnType<typeof openedPeople>;
  place: LedgerPlace;
}

/** A directory whose memory outlives a key: what it holds comes under the active one. */
export interface KeyedDirectory extends Directory {
  /** To be called when the keyring has changed. */
  rewrap(): void;
}

/**
 * Two thousand officers and who is where fit into memory, and who is responsible
 * is asked with every incident. Changes are found by one look at the ledger.
 */
export function officerDirectory(database: Database, keyring: Keyring): KeyedDirectory {
  let contents: Contents | undefined;
  const filled = (): Contents => {
    if (contents === undefined) throw unavailable('the directory of officers is not filled yet');
    return contents;
  };
  return {
    importedUnit: (code) => filled().units.get(code),
    dutiesOn: (beat) => filled().roster.on(beat),
    duties: () => filled().roster.all(),
    officer(officerId) {
      const { roster, people } = filled();
      const found = roster.officer(officerId);
      return found && people.open(found);
    },
    rewrap() {
      const { roster } = contents ?? {};
      for (const officer of roster?.officers() ?? []) roster?.put(underActiveKey(keyring, officer));
    },
    refresh: oneAtATime(async () => {
      const changes = await readChanges(database, contents?.place.position ?? PAST_THE_END);
      const { head, officerIds, unitCodes } = changes;
      if (contents === undefined || !tells(changes, contents.place)) {
        contents = await readAll(database, keyring, head);
        return;
      }
      await readChanged(database, keyring, contents, officerIds, unitCodes);
      contents.place = head;
    }),
  };
}

/** After a restore from a backup the ledger tells nothing about what we hold, and what was pruned meanwhile it tells no more. */
function tells({ head, pruned }: DirectoryChanges, place: LedgerPlace): boolean {
  return place.epoch === head.epoch && place.position <= head.position && place.position >= pruned;
}

async function readAll(database: Database, keyring: Keyring, place: LedgerPlace): Promise<Contents> {
  const [officers, units] = await Promise.all([
    readOfficersOnBeats(database),
    database.em.fork().findAll(TerritoryUnitEntity),
  ]);
  const roster = new DutyRoster();
  for (const officer of officers) roster.put(underActiveKey(keyring, officer));
  return { roster, units: new Map(units.map((unit) => [unit.code, unit])), people: openedPeople(keyring), place };
}

async function readChanged(
  database: Database,
  keyring: Keyring,
  { roster, units, people }: Contents,
  officerIds: readonly string[],
  unitCodes: readonly string[],
): Promise<void> {
  const [officers, changedUnits] = await Promise.all([
    officerIds.length === 0 ? [] : readOfficers(database, officerIds),
    unitCodes.length === 0 ? [] : database.em.fork().find(TerritoryUnitEntity, { code: { $in: [...unitCodes] } }),
  ]);
  for (const officer of officers) {
    roster.put(underActiveKey(keyring, officer));
    people.forget(officer.officerId);
  }
  for (const unit of changedUnits) units.set(unit.code, unit);
}

/**
 * Of a key that is wrapped anew the ledger tells nothing, so what lies in memory is wrapped anew here: the former key
 * can go without anything being read again.
 */
function underActiveKey(keyring: Keyring, officer: SealedOfficer): SealedOfficer {
  const { officerId, sealed } = officer;
  if (sealed.keyId === keyring.activeId || !keyring.keys.has(sealed.keyId)) return officer;
  return { ...officer, sealed: { ...sealed, ...rewrapIfWhole(keyring, officerId, sealed) } };
}
