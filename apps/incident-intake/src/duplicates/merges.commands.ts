import {
  DuplicateServiceService as Duplicates,
  type MergeIncidentsResponse,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import type { EntityManager } from '@safe-community/database';
import { isRefused, latest, unless, type Decision } from '@safe-community/domain-kit';
import type { Rights } from '@safe-community/security/policy';
import { given, type Rpc, type Saving } from '@safe-community/service-kit';
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

const { command } = given<MergeShared>();

interface Pair {
  readonly duplicate: IncidentCase;
  readonly primary: IncidentCase;
}

interface DecidedPair {
  readonly pair: Pair;
  readonly changes: BothChanges;
  readonly now: Date;
  readonly reason: string;
}

interface Saved {
  readonly saved: Readonly<Record<keyof Pair, SavedStep<CaseChange>>>;
}

/** The steps after a decision about both incidents. The reason is in the history of each. */
const pairSteps = {
  async save({ tx, change, call, now: recordedAt, deps: { keyring } }: Saving<unknown, DecidedPair, MergeShared>) {
    const { pair, changes, now, reason } = change;
    const save = (side: keyof Pair) =>
      saveStep(tx, keyring, { before: pair[side], change: changes[side], now, reason }, { call, now: recordedAt });
    return { duplicate: await save('duplicate'), primary: await save('primary') };
  },
  events: ({ saved: { duplicate, primary } }: Saved) => [...eventsOfStep(duplicate, []), ...eventsOfStep(primary, [])],
  subjects: ({ saved: { duplicate, primary } }: Saved) => [duplicate.incident.incidentId, primary.incident.incidentId],
  reply: ({ saved: { duplicate, primary } }: Saved): MergeIncidentsResponse => ({
    standing: statusOf(duplicate.incident, duplicate.now),
    primaryStanding: statusOf(primary.incident, primary.now),
  }),
};

/** Makes an incident a duplicate of another one. */
const mergeIncidents = command(Duplicates.mergeIncidents, {
  parse({ request: { expectedVersion }, fields }) {
    const duplicateId = fields.uuid('duplicate_incident_id');
    const primaryId = fields.uuid('primary_incident_id');
    const rule = 'must be another incident than the duplicate';
    fields.check(unless(duplicateId !== primaryId, 'primary_incident_id', rule));
    return { duplicateId, primaryId, expectedVersion, reason: fields.text('reason', optionalReason) };
  },
  async load({ tx, command: asked, call: { rights } }) {
    const pair = await lockPair(tx, rights, asked, asked.primaryId);
    if (isRefused(pair)) return pair;
    const hasDuplicates = (await countDuplicates(tx, asked.duplicateId)) > 0;
    return { pair, hasDuplicates, ofPrimary: await countDuplicates(tx, asked.primaryId) };
  },
  decide({ loaded: { pair, hasDuplicates, ofPrimary }, command: { reason }, now: writtenAt, deps: { catalogue } }) {
    const { duplicate, primary } = pair;
    const now = timeOf(pair, writtenAt);
    const policy = catalogue.policyAt(duplicate.category, now);
    const changes = checkRoom('duplicates', ofPrimary) ?? merge(duplicate, primary, hasDuplicates, policy, now);
    return isRefused(changes) ? changes : { pair, changes, now, reason };
  },
  ...pairSteps,
});

/** Undoes a merge. */
const unmergeIncident = command(Duplicates.unmergeIncident, {
  parse: ({ request: { expectedVersion }, fields }) => ({
    duplicateId: fields.uuid('incident_id'),
    expectedVersion,
    reason: fields.text('reason', optionalReason),
  }),
  async load({ tx, command: asked, call: { rights } }) {
    // Read without a lock, because both are locked in the order of their ids; `unmerge` checks it again.
    const primaryId = await primaryOf(tx, asked.duplicateId);
    if (primaryId !== undefined) return lockPair(tx, rights, asked, primaryId);
    const incident = await lockForStep(tx, rights, asked.duplicateId, asked.expectedVersion);
    return isRefused(incident) ? incident : notADuplicate(incident);
  },
  decide({ loaded: pair, command: { reason }, now: writtenAt, deps: { beats, catalogue } }) {
    const { duplicate, primary } = pair;
    const now = timeOf(pair, writtenAt);
    const officerId = beats.responsible(duplicate);
    const changes = unmerge(duplicate, primary, officerId, catalogue.policyAt(duplicate.category, now), now);
    return isRefused(changes) ? changes : { pair, changes, now, reason };
  },
  ...pairSteps,
});

const optionalReason = (reason: string) => checkReason(reason, false);

interface Asked {
  readonly duplicateId: string;
  /** Of the duplicate; 0 for any. */
  readonly expectedVersion: number;
}

/** Locks both incidents in the order of their ids, so that two merges never deadlock. */
async function lockPair(
  tx: EntityManager,
  rights: Rights,
  { duplicateId, expectedVersion }: Asked,
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
function timeOf({ duplicate }: Pair, writtenAt: Date): Date {
  return latest(duplicate.stateSince, writtenAt);
}

export const MERGE_COMMANDS: readonly Rpc<MergeShared>[] = [mergeIncidents, unmergeIncident];
