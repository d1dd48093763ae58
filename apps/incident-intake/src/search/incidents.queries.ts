import { nextPageToken, pageOf, readListPage, toId, type ListPage } from '@safe-community/grpc-kit';
import {
  IncidentIntakeServiceService,
  ListIncidentsRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { notFound, unless, type Violation } from '@safe-community/domain-kit';
import { given } from '@safe-community/service-kit';
import {
  demandReader,
  listIncidents,
  recordReads,
  toCategory,
  toState,
  type Incident,
  type ReadAudit,
} from '../incident/module.ts';
import { toAppliedMessage } from '../targets/module.ts';
import type { CaseFileReader } from './case-file.store.ts';
import { checkScope, toCaseFile, toListedIncident } from './incident.mapping.ts';
import { visibleParts, type WantedFilter } from './visible-part.store.ts';

interface IncidentReads extends ReadAudit {
  readonly caseFiles: CaseFileReader;
}

const { query } = given<IncidentReads>();

/** One incident with all that the caller is entitled to. */
export const getIncident = query(IncidentIntakeServiceService.getIncident, {
  parse({ request: { incidentId, reason }, fields }) {
    fields.uuid('incident_id');
    return { incidentId, reason };
  },
  async read({ query: { incidentId, reason }, call, clock, deps: { caseFiles, reads } }) {
    const found = await caseFiles.find(incidentId);
    if (found === undefined) return notFound('incident');
    const order = { ...call, incidentId, reason };
    demandReader(order, found);
    // Those merged into it are of the same category: reading them here is recorded as if each was read alone.
    await recordReads({ reads, clock }, order, found.category, [incidentId, ...found.mergedIds]);
    return found.open();
  },
  reply: ({ found: caseFile }) => ({
    incident: toCaseFile(caseFile),
    targets: caseFile.incident.targets.map(toAppliedMessage),
  }),
});

interface ListQuery {
  readonly filter: WantedFilter;
  readonly list: ListPage<string>;
}

/** A page of incidents, newest first, of those that the caller may see. The others are treated as if they did not exist. */
export const listPage = query(IncidentIntakeServiceService.listIncidents, {
  parse({ request, fields }): ListQuery {
    fields.check(checkScope(request));
    const filter = {
      hromadaCode: request.hromadaCode,
      oblastCode: request.oblastCode,
      category: toCategory(request.category),
      states: request.states.flatMap((state) => toState(state) ?? []),
      receivedFrom: fields.optionalTime('received_from'),
      receivedTo: fields.optionalTime('received_to'),
      responsibleOfficerId: request.responsibleOfficerId,
      unroutedOnly: request.unroutedOnly,
      overdueOnly: request.overdueOnly,
      testsOnly: request.testsOnly,
    };
    fields.check(checkTestsOnly(request));
    fields.optionalUuid('responsible_officer_id');
    return { filter, list: readListPage(request, fields, ListIncidentsRequest, toId) };
  },
  async read({ query: { filter, list }, call: { rights }, database, clock }) {
    const { place: olderThan, size } = list;
    const asOf = clock.now();
    const most = size + 1;
    const parts = visibleParts(filter, rights).map((part) =>
      listIncidents(database.em.fork(), { ...part, asOf }, olderThan, most),
    );
    return pageOf(newest(await Promise.all(parts), most), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    incidents: page.map(toListedIncident),
    nextPageToken: nextPageToken(list, last?.incidentId),
  }),
});

/** Nobody handles a test. */
function checkTestsOnly({ testsOnly, unroutedOnly, overdueOnly }: ListIncidentsRequest): Violation[] {
  return unless(
    !testsOnly || !(unroutedOnly || overdueOnly),
    'tests_only',
    'must not be combined with unrouted_only or overdue_only',
  );
}

/** Ids sort by the time of receipt. An incident of two views is listed once. */
function newest(parts: readonly Incident[][], most: number): Incident[] {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const found = new Map(parts.flat().map((incident) => [incident.incidentId, incident]));
  return [...found.values()].toSorted((a, b) => (a.incidentId < b.incidentId ? 1 : -1)).slice(0, most);
}
