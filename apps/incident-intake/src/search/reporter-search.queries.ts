import { checkPageSize, nextPageToken, pageOf, readPage, toId, type ListPage } from '@safe-community/grpc-kit';
import { ReporterSearchServiceService } from '@safe-community/contracts/incidents/v1/reporter_search_service.ts';
import { toE164, unless, type Decision } from '@safe-community/domain-kit';
import type { Rights } from '@safe-community/security/policy';
import { given } from '@safe-community/service-kit';
import {
  categoryNumber,
  checkReadReason,
  maySeeIncident,
  readsOf,
  stateNumber,
  type FoundReport,
  type ReadAudit,
  type ReporterFinder,
} from '../incident/module.ts';

interface ReporterSearch extends ReadAudit {
  readonly finder: ReporterFinder;
}

const { query } = given<ReporterSearch>();

const PHONE_RULE = 'must be a telephone: "+" and 8 to 15 digits, or 10 digits that begin with 0';

/** Stands in the audit for the search itself, whether it found anything or not. */
const NO_INCIDENT = '00000000-0000-0000-0000-000000000000';

interface PhoneQuery {
  /** In the form in which phone numbers are stored. */
  readonly phone: string;
  readonly reason: string;
  readonly list: ListPage<string>;
}

/**
 * The reports of a phone number, newest first, of those that the caller may see. Who reported what is always personal
 * data, so the search and each report that it found are in the audit before the answer.
 */
export const findReportsByPhone = query(ReporterSearchServiceService.findReportsByPhone, {
  parse({ request, fields, deps: { finder } }): Decision<PhoneQuery> {
    const phone = toE164(request.phone) ?? '';
    fields.check(unless(phone !== '', 'phone', PHONE_RULE));
    fields.check(checkReadReason(request.reason, true));
    fields.check(checkPageSize(request.pageSize));
    if (fields.violations.length > 0) return fields.refusal();
    // Not of the request: a stolen token must not allow trying phone numbers on it.
    const filter = finder.markOf(phone);
    const { violations, ...page } = readPage(request, filter, toId);
    fields.check(violations);
    return { phone, reason: request.reason, list: { filter, ...page } };
  },
  async read({ query: asked, call, clock, deps: { finder, reads } }) {
    const found = pageOf(await visibleReports(finder, call.rights, asked), asked.list.size);
    const incidentIds = found.page.map(({ incidentId }) => incidentId);
    await reads.record(readsOf(clock, { ...call, reason: asked.reason }, [NO_INCIDENT, ...incidentIds]));
    return found;
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    reports: page.map(toMessage),
    nextPageToken: nextPageToken(list, last?.incidentId),
  }),
});

/** A phone number has few reports: nearly always one read finds them all. */
const READ_AT_ONCE = 500;

/** One more than the page holds, if there is one. */
async function visibleReports(
  finder: ReporterFinder,
  rights: Rights,
  { phone, list: { place: olderThan, size } }: PhoneQuery,
): Promise<FoundReport[]> {
  const visible: FoundReport[] = [];
  for (let before = olderThan; ;) {
    const found = await finder.find(phone, before, READ_AT_ONCE);
    visible.push(...found.filter((report) => maySeeIncident(rights, report)));
    if (visible.length > size || found.length < READ_AT_ONCE) return visible;
    before = found.at(-1)?.incidentId;
  }
}

function toMessage({ category, state, receivedAt, ...report }: FoundReport) {
  return {
    ...report,
    category: categoryNumber(category),
    state: stateNumber(state),
    receivedTime: receivedAt,
  };
}
