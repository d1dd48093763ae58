import {
  DuplicateServiceService as Duplicates,
  type LikelyDuplicate,
} from '@safe-community/contracts/incidents/v1/duplicate_service.ts';
import { notFound, unless, type Decision } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { given } from '@safe-community/service-kit';
import type { Catalogue } from '../catalogue/module.ts';
import {
  demandReader,
  maySeeIncident,
  recordReads,
  stateNumber,
  type Incident,
  type Point,
  type ReadAudit,
  type ReadOrder,
  type ReadPorts,
  type Seen,
} from '../incident/module.ts';
import { findCandidates } from './candidates.store.ts';
import { comparable, likeliest, type Comparable, type Suggestion } from './likeness.ts';
import { centresWithinKm, searchArea, type SearchArea } from './search-area.ts';

export interface SuggestionShared extends ReadAudit {
  readonly keyring: Keyring;
  readonly catalogue: Pick<Catalogue, 'policy'>;
  readonly territory: {
    /** Oblasts with a hromada whose centre is at most so far from the point. */
    oblastsAround(point: Point, km: number): string[];
  };
  readonly incidentFinder: {
    /** An incident whose personal data is still encrypted. */
    find(incidentId: string): Promise<(Seen & { open(): Incident }) | undefined>;
  };
}

const { query } = given<SuggestionShared>();

const DEFAULT_LEAST_SCORE = 0.5;

/** Incidents that are likely the same as this one, the likeliest first. */
export const suggestDuplicates = query(Duplicates.suggestDuplicates, {
  parse({ request: { reason, leastScore }, fields }) {
    const incidentId = fields.uuid('incident_id');
    fields.check(unless(leastScore >= 0 && leastScore <= 1, 'least_score', 'must be 0 to 1'));
    return { incidentId, reason, leastScore: leastScore === 0 ? DEFAULT_LEAST_SCORE : leastScore };
  },
  read({ query: { incidentId, reason, leastScore }, call, database, clock, deps }) {
    const candidates: FindCandidates = (...area) => findCandidates(database, deps.keyring, ...area);
    return suggest({ ...deps, clock, candidates }, { ...call, incidentId, reason }, leastScore);
  },
  reply: ({ found: likely }) => ({ likely: likely.map(toMessage) }),
});

type FindCandidates = (subject: Incident, area: SearchArea, oblastCodes: readonly string[]) => Promise<Incident[]>;

export interface SuggestionParts extends Omit<SuggestionShared, 'keyring'>, ReadPorts {
  readonly candidates: FindCandidates;
}

export async function suggest(
  parts: SuggestionParts,
  order: ReadOrder,
  leastScore: number,
): Promise<Decision<Suggestion[]>> {
  const found = await parts.incidentFinder.find(order.incidentId);
  if (found === undefined) return notFound('incident');
  demandReader(order, found);
  const incident = found.open();
  const subject = comparable(incident);
  const { attributes: rules } = parts.catalogue.policy(incident.category);
  const area = searchArea(subject, incident.receivedAt, rules);
  const candidates = await parts.candidates(incident, area, oblastsOf(parts, incident, subject));
  const visible = candidates.filter((candidate) => maySeeIncident(order.rights, candidate));
  const likely = likeliest(subject, visible, rules, leastScore);
  // The distance to a suggested incident discloses where it is, so it counts as a read of it.
  const answered = [order.incidentId, ...likely.map(({ incident: { incidentId } }) => incidentId)];
  await recordReads(parts, order, found.category, answered);
  return likely;
}

/** Its own oblast, and those near its point. */
function oblastsOf(
  { territory }: Pick<SuggestionShared, 'territory'>,
  { oblastCode, category }: Incident,
  { point }: Comparable,
): string[] {
  const around = point === undefined ? [] : territory.oblastsAround(point, centresWithinKm(category));
  return [...new Set([oblastCode, ...around])];
}

function toMessage({ incident, score, distanceMetres, apartMs }: Suggestion): LikelyDuplicate {
  return {
    incidentId: incident.incidentId,
    score,
    distanceMetres: distanceMetres ?? -1,
    apartSeconds: apartMs / 1_000,
    state: stateNumber(incident.state),
    receivedTime: incident.receivedAt,
  };
}
