import {
  DuplicateServiceService as Duplicates,
  type MergeIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import type { EntityManager } from '@safe-community/database';
import { isRefused, latest, unless, type Decision } from '@safe-community/domain-kit';
import type { NewEvent } from '@safe-community/events';
import type { Keyring } from '@safe-community/security/encryption';
import type { Rights } from '@safe-community/security/policy';
import { command, type Rpc, type Write } from '@safe-community/service-kit';
import {
  checkReason,
  checkRoom,
  countDuplicates,
  eventsOfStep,
  lockForStep,
  merge,
  notADuplicate,
  primaryOf,
  saveStep,
  statusOf,
  unmerge,
  type BothChanges,
  type CaseChange,
  type IncidentCase,
  type IncidentSteps,
  type SavedStep,
} from '../incident/module.ts';
import type { Beats } from '../routing/module.ts';

export interface MergeShared extends IncidentSteps {
  readonly beats: Pick<Beats, 'responsible'>;
}

export function mergeCommands(shared: MergeShared): Rpc[] {
  return [mergeIncidents(shared), unmergeIncident(shared)];
}

/** Makes an incident a duplicate of another one. */
function mergeIncidents({ keyring, catalogue }: MergeShared): Rpc {
  return command(Duplicates.mergeIncidents, {
    parse({ expectedVersion }, fields, { rights }) {
      const duplicateId = fields.uuid('duplicate_incident_id');
      const primaryId = fields.uuid('primary_incident_id');
      const rule = 'must be another incident than the duplicate';
      fields.check(unless(duplicateId !== primaryId, 'primary_incident_id', rule));
      return { duplicateId, primaryId, expectedVersion, rights, reason: fields.text('reason', optionalReason) };
    },
    async load(tx, asked) {
      const pair = await lockPair(tx, asked, asked.primaryId);
      if (isRefused(pair)) return pair;
      const hasDuplicates = (await countDuplicates(tx, asked.duplicateId)) > 0;
      return { pair, hasDuplicates, ofPrimary: await countDuplicates(tx, asked.primaryId) };
    },
    decide({ pair, hasDuplicates, ofPrimary }, { reason }, write) {
      const { duplicate, primary } = pair;
      const now = timeOf(pair, write);
      const policy = catalogue.policyAt(duplicate.category, now);
      const changes = checkRoom('duplicates', ofPrimary) ?? merge(duplicate, primary, hasDuplicates, policy, now);
      return isRefused(changes) ? changes : { pair, changes, now, reason };
    },
    ...pairOutcome(keyring),
  });
}

/** Undoes a merge. */
function unmergeIncident({ keyring, catalogue, beats }: MergeShared): Rpc {
  return command(Duplicates.unmergeIncident, {
    parse: ({ expectedVersion }, fields, { rights }) => ({
      duplicateId: fields.uuid('incident_id'),
      expectedVersion,
      rights,
      reason: fields.text('reason', optionalReason),
    }),
    async load(tx, asked) {
      // Read without a lock, because both are locked in the order of their ids; `unmerge` checks it again.
      const primaryId = await primaryOf(tx, asked.duplicateId);
      if (primaryId !== undefined) return lockPair(tx, asked, primaryId);
      const incident = await lockForStep(tx, asked.rights, asked.duplicateId, asked.expectedVersion);
      return isRefused(incident) ? incident : notADuplicate(incident);
    },
    decide(pair, { reason }, write) {
      const { duplicate, primary } = pair;
      const now = timeOf(pair, write);
      const officerId = beats.responsible(duplicate);
      const changes = unmerge(duplicate, primary, officerId, catalogue.policyAt(duplicate.category, now), now);
      return isRefused(changes) ? changes : { pair, changes, now, reason };
    },
    ...pairOutcome(keyring),
  });
}

const optionalReason = (reason: string) => checkReason(reason, false);

interface Pair {
  readonly duplicate: IncidentCase;
  readonly primary: IncidentCase;
}

interface Asked {
  readonly duplicateId: string;
  /** Of the duplicate; 0 for any. */
  readonly expectedVersion: number;
  readonly rights: Rights;
}

/** Locks both incidents in the order of their ids, so that two merges never deadlock. */
async function lockPair(
  tx: EntityManager,
  { duplicateId, expectedVersion, rights }: Asked,
  primaryId: string,
): Promise<Decision<Pair>> {
  const lockDuplicate = () => lockForStep(tx, rights, duplicateId, expectedVersion);
  const lockPrimary = () => lockForStep(tx, rights, primaryId, 0);
  const duplicateFirst = duplicateId < primaryId;
  const first = await (duplicateFirst ? lockDuplicate() : lockPrimary());
  if (isRefused(first)) return first;
  const second = await (duplicateFirst ? lockPrimary() : lockDuplicate());
  if (isRefused(second)) return second;
  return duplicateFirst ? { duplicate: first, primary: second } : { duplicate: second, primary: first };
}

/** Never before the duplicate's last step, even if another replica's clock is ahead. */
function timeOf({ duplicate }: Pair, { now }: Write): Date {
  return latest(duplicate.stateSince, now);
}

interface DecidedPair {
  readonly pair: Pair;
  readonly changes: BothChanges;
  readonly now: Date;
  readonly reason: string;
}

interface SavedPair {
  readonly duplicate: SavedStep<CaseChange>;
  readonly primary: SavedStep<CaseChange>;
}

/** The effects of a decision about both incidents. The reason is in the history of each. */
function pairOutcome(keyring: Keyring) {
  return {
    async save(tx: EntityManager, { pair, changes, now, reason }: DecidedPair, write: Write): Promise<SavedPair> {
      const save = (side: keyof Pair) =>
        saveStep(tx, keyring, { before: pair[side], change: changes[side], now, reason }, write);
      return { duplicate: await save('duplicate'), primary: await save('primary') };
    },
    events: ({ duplicate, primary }: SavedPair): NewEvent[] => [
      ...eventsOfStep(duplicate, []),
      ...eventsOfStep(primary, []),
    ],
    about: ({ duplicate, primary }: SavedPair) => [duplicate.incident.incidentId, primary.incident.incidentId],
    reply: ({ duplicate, primary }: SavedPair): MergeIncidentsResponse => ({
      standing: statusOf(duplicate.incident, duplicate.now),
      primaryStanding: statusOf(primary.incident, primary.now),
    }),
  };
}
