import { compoundPlace, nextPageToken, pageOf, readListPage, toId, toTime } from '@safe-community/grpc-kit';
import {
  DomesticViolenceServiceService as Violence,
  ListDueVisitsRequest,
} from '@safe-community/contracts/incidents/v1/domestic_violence_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { checkAccess, checkReadReason, findSeen, readSensitive, recordReads } from '../incident/module.ts';
import { HIGH_FROM, MEDIUM_FROM } from './assess-risk.ts';
import type { ViolenceShared } from './cases.commands.ts';
import { checkKatottg, hromadasWithin, listDue, type VisitPlace } from './due-visits.store.ts';
import { readLinkedCase } from './linked-cases.store.ts';
import { ORDER_QUERIES } from './orders.queries.ts';
import { RISK_QUESTIONS } from './risk-questions.ts';
import { caseNotOpened, checkCategory } from './violence-case.ts';
import { toCaseMessage } from './violence.mapping.ts';

const { query } = given<ViolenceShared>();

/** One complete case. The read is recorded first, with who reads it and why. */
const getCase = query(Violence.getCase, {
  parse({ request: { reason }, fields }) {
    const incidentId = fields.uuid('incident_id');
    fields.check(checkReadReason(reason, true));
    return { incidentId, reason };
  },
  async read({ query: { incidentId, reason }, call, database, clock, deps: { keyring, reads } }) {
    const seen = await findSeen(database, incidentId);
    if (seen === undefined) return notFound('incident');
    const refusal = checkAccess(call.rights, seen, incidentId) ?? checkCategory(seen);
    if (refusal !== undefined) return refusal;
    await readSensitive({ reads, clock }, { ...call, incidentId, reason }, seen);
    return (await readLinkedCase(database, keyring, incidentId)) ?? caseNotOpened();
  },
  reply: ({ found: linked }) => ({ case: toCaseMessage(linked) }),
});

const listRiskQuestions = query(Violence.listRiskQuestions, {
  parse: () => ({}),
  read: async () => RISK_QUESTIONS,
  reply: ({ found: questions }) => ({
    questions: questions.map(({ key, wording, weight, decisive }) => ({
      key,
      textUk: wording.uk,
      textEn: wording.en,
      weight,
      decisive,
    })),
    mediumFrom: MEDIUM_FROM,
    highFrom: HIGH_FROM,
  }),
});

/** A page of visits that are due and not done, oldest first. The reads of their cases are recorded first. */
const listDueVisits = query(Violence.listDueVisits, {
  parse({ request, fields, clock }) {
    const dueBefore = fields.optionalTime('due_before');
    const hromadaCode = fields.text('hromada_code', checkKatottg);
    fields.check(checkReadReason(request.reason, true));
    const list = readListPage({ ...request, reason: '' }, fields, ListDueVisitsRequest, VISIT_PLACE.read);
    return { dueBy: dueBefore ?? clock.now(), hromadaCode, reason: request.reason, list };
  },
  async read({ query: { dueBy, hromadaCode, reason, list }, call, database, clock, deps: { reads } }) {
    const { size, place: after } = list;
    const within = hromadasWithin(call.rights, hromadaCode);
    const found = pageOf(await listDue(database, { dueBy, within }, after, size + 1), size);
    const cases = new Set(found.page.map(({ incidentId }) => incidentId));
    await recordReads({ reads, clock }, { ...call, reason }, 'domestic_violence', [...cases]);
    return found;
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    visits: page.map(({ dueAt: dueTime, ...visit }) => ({ ...visit, dueTime })),
    nextPageToken: nextPageToken(list, last && VISIT_PLACE.write(last)),
  }),
});

const VISIT_PLACE = compoundPlace<VisitPlace>({ dueAt: toTime, visitId: toId });

export const CASE_QUERIES: readonly Rpc<ViolenceShared>[] = [
  getCase,
  listRiskQuestions,
  listDueVisits,
  ...ORDER_QUERIES,
];
