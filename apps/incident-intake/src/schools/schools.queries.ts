import {
  GetSchoolSafetyRequest,
  ListSchoolsRequest,
  ListUnlinkedIncidentsRequest,
  SchoolServiceService as Schools,
} from '@safe-community/contracts/incidents/v1/school_service.ts';
import { notFound, unless, type Violation } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId, checkPageSize } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { given, type Rpc } from '@safe-community/service-kit';
import { isKatottg } from '@safe-community/territory';
import { isSensitive } from '../catalogue/module.ts';
import {
  categoryNumber,
  checkAccess,
  checkReadReason,
  maySeeIncident,
  readsOf,
  stateNumber,
  type ReadAudit,
} from '../incident/module.ts';
import { listIncidents, listWaiting } from '../school-links/module.ts';
import { toSchoolMessage } from './school.mapping.ts';
import { findSchool, listSchools } from './school.store.ts';
import { checkEdrpou, checkPeriod, countIncidents } from './school.ts';

interface SchoolReads extends ReadAudit {
  readonly keyring: Keyring;
}

const { query } = given<SchoolReads>();

const getSchool = query(Schools.getSchool, {
  parse: ({ fields }) => fields.text('edrpou', checkEdrpou),
  read: async ({ query: edrpou, database }) => (await findSchool(database.em.fork(), edrpou)) ?? notFound('school'),
  reply: ({ found: school }) => ({ school: toSchoolMessage(school) }),
});

const toEdrpou = (text: string): string | undefined => (/^\d{8}$/.test(text) ? text : undefined);

const listPage = query(Schools.listSchools, {
  parse({ request, fields }) {
    const { name } = request;
    const hromadaCode = fields.text('hromada_code', checkKatottg);
    const oblastCode = fields.text('oblast_code', checkKatottg);
    fields.check(
      unless(name === '' || (name.length >= 2 && name.length <= 100), 'name', 'must be 2 to 100 characters'),
    );
    const list = readListPage(request, fields, ListSchoolsRequest, toEdrpou);
    return { wanted: { hromadaCode, oblastCode, name }, list };
  },
  async read({ query: { wanted, list }, database }) {
    const { place = '', size } = list;
    return pageOf(await listSchools(database.em.fork(), wanted, place, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    schools: page.map(toSchoolMessage),
    nextPageToken: nextPageToken(list, last?.edrpou),
  }),
});

/** The caller sees those of its incidents; a page of the others is empty. */
const listUnlinked = query(Schools.listUnlinkedIncidents, {
  parse: ({ request, fields }) => readListPage(request, fields, ListUnlinkedIncidentsRequest, toId),
  async read({ query: { place, size }, call: { rights }, database }) {
    const { page, last } = pageOf(await listWaiting(database.em.fork(), place, size + 1), size);
    return { incidents: page.filter((incident) => maySeeIncident(rights, incident)), last };
  },
  reply: ({ found: { incidents, last }, query: list }) => ({
    incidentIds: incidents.map(({ incidentId }) => incidentId),
    nextPageToken: nextPageToken(list, last?.incidentId),
  }),
});

/** Empty for all. */
function checkKatottg(code: string, field: string): Violation[] {
  return unless(code === '' || isKatottg(code), field, 'must be a KATOTTG code');
}

/** The incidents of a school. Reads of sensitive ones are recorded first. */
const getSafety = query(Schools.getSchoolSafety, {
  parse({ request, fields }) {
    const { reason } = request;
    const edrpou = fields.text('edrpou', checkEdrpou);
    const [from, to] = [fields.time('from_time'), fields.time('to_time')];
    fields.check([...checkReadReason(reason, true), ...checkPageSize(request.pageSize)]);
    // A period belongs to two times.
    if (fields.violations.length > 0) return fields.refusal();
    fields.check(checkPeriod(from, to));
    const list = readListPage({ ...request, reason: '' }, fields, GetSchoolSafetyRequest, toId);
    return { edrpou, period: { from, to }, reason, list };
  },
  async read({ query: { edrpou, period, reason, list }, call, database, clock, deps: { keyring, reads } }) {
    const { place, size } = list;
    const em = database.em.fork();
    const school = await findSchool(em, edrpou);
    if (school === undefined) return notFound('school');
    const refusal = checkAccess(call.rights, { ...school, category: 'school_safety' }, `school-${edrpou}`);
    if (refusal !== undefined) return refusal;
    const all = await listIncidents(em, keyring, edrpou, period);
    const readable = all.filter((incident) => maySeeIncident(call.rights, incident));
    const found = pageOf(place === undefined ? readable : readable.filter((each) => each.incidentId < place), size);
    // The first page has the counts of all.
    const shown = place === undefined ? readable : found.page;
    const sensitive = shown.filter(({ category }) => isSensitive(category)).map(({ incidentId }) => incidentId);
    if (sensitive.length > 0) await reads.record(readsOf(clock, { ...call, reason }, sensitive));
    return { ...found, counts: place === undefined ? countIncidents(readable) : [] };
  },
  reply: ({ found: { page, last, counts }, query: { list } }) => ({
    counts: counts.map(({ category, state, incidents }) => ({
      category: categoryNumber(category),
      state: stateNumber(state),
      incidents,
    })),
    incidentIds: page.map(({ incidentId }) => incidentId),
    nextPageToken: nextPageToken(list, last?.incidentId),
  }),
});

export const SCHOOL_QUERIES: readonly Rpc<SchoolReads>[] = [getSchool, listPage, getSafety, listUnlinked];
