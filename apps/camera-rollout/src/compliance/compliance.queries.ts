import {
  ComplianceServiceService as Compliance,
  ListMissingRequest,
  type GetComplianceRequest,
} from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import {
  checkPastDays,
  isRefused,
  kyivDay,
  type ClockAndIds,
  type Decision,
  type Fields,
} from '@safe-community/domain-kit';
import {
  pageOf,
  nextPageToken,
  readListPage,
  compoundPlace,
  toId,
  toNumber,
  toTime,
  type CallContext,
} from '@safe-community/grpc-kit';
import { mayActIn, maySeeKind, patternsOfBoth, visiblePatterns } from '@safe-community/security/policy';
import { query, recordRead, type Rpc } from '@safe-community/service-kit';
import { CATEGORIES, isSensitive } from '../incidents/module.ts';
import { checkOblast, checkOptionalUnitCode } from '../strength/module.ts';
import { listPolicies } from './activation-policy.store.ts';
import { toFiguresMessage, toGroup, toMissingMessage, toRowMessage } from './compliance.mapping.ts';
import { countCompliance } from './compliance.store.ts';
import { NO_FIGURES } from './compliance.ts';
import { listMissing, withoutOfficer, type MissingPlace } from './missing.store.ts';

const MAX_DAYS = 366;
const MAX_POLICIES = 1_000;

type Asked = Pick<GetComplianceRequest, 'firstDay' | 'lastDay' | 'patrolUnitCode' | 'oblastCode' | 'officerId'>;

function readFilter(
  { firstDay, lastDay }: Asked,
  fields: Pick<Fields<Asked>, 'check' | 'text' | 'optionalUuid'>,
  clock: ClockAndIds,
) {
  fields.check(checkPastDays(firstDay, lastDay, kyivDay(clock.now()), MAX_DAYS));
  return {
    firstDay,
    lastDay,
    unitCode: fields.text('patrol_unit_code', checkOptionalUnitCode),
    oblastCode: fields.text('oblast_code', checkOblast),
    officerId: fields.optionalUuid('officer_id'),
  };
}

const getCompliance = query(Compliance.getCompliance, {
  parse: ({ request, fields, clock }) => ({
    ...readFilter(request, fields, clock),
    group: request.groupBy === 0 ? undefined : fields.word('group_by', toGroup, 'groups'),
  }),
  async read({ query: { group, ...asked }, call, database, clock }) {
    const isOfOfficers = group === 'officer' || asked.officerId !== '';
    const visible = isOfOfficers ? placesOfOfficers(call) : visiblePatterns(call.rights);
    if (isRefused(visible)) return visible;
    if (isOfOfficers)
      await recordRead(database, call, clock, subjectsOf(asked.officerId === '' ? [] : [asked.officerId]));
    const em = database.em.fork();
    const filter = { ...asked, visible };
    const [total = NO_FIGURES] = await countCompliance(em, filter, 'total');
    return { total, found: group === undefined ? [] : await countCompliance(em, filter, group) };
  },
  reply: ({ found: { total, found } }) => ({ total: toFiguresMessage(total), rows: found.map(toRowMessage) }),
});

/** Patterns of the places of which the caller may see figures of single officers. */
function placesOfOfficers({ rights, furtherRights }: CallContext): Decision<string[]> {
  const further = furtherRights();
  return isRefused(further) ? further : patternsOfBoth(rights, further);
}

/** What the audit says of a read of figures of single officers. */
function subjectsOf(officerIds: readonly string[]): string[] {
  return ['compliance-of-officers', ...officerIds];
}

const MISSING_PLACE = compoundPlace<MissingPlace>({ arrivedAt: toTime, incidentId: toId, number: toNumber });

/**
 * Attended incidents with the officers who have no recording of them, of categories that the caller may see. Officers are
 * shown where the caller may see them.
 */
const listMissingFootage = query(Compliance.listMissing, {
  parse({ request, fields, clock }) {
    const filter = { ...readFilter(request, fields, clock), includeExcluded: request.includeExcluded };
    const list = readListPage(request, fields, ListMissingRequest, MISSING_PLACE.read);
    return { filter, list };
  },
  async read({ query: { filter, list }, call, database, clock }) {
    const { rights } = call;
    const further = call.furtherRights();
    const isOfOfficer = filter.officerId !== '';
    if (isOfOfficer && isRefused(further)) return further;
    const categories = [...CATEGORIES.values()].filter((category) =>
      maySeeKind(rights, category, isSensitive(category)),
    );
    const visible = isOfOfficer && !isRefused(further) ? patternsOfBoth(rights, further) : visiblePatterns(rights);
    const wanted = { ...filter, visible, categories };
    const found = await listMissing(database.em.fork(), wanted, list.place, list.size + 1);
    const shows = ({ oblastCode }: { readonly oblastCode: string }): boolean =>
      !isRefused(further) && mayActIn(further, { oblastCode, hromadaCode: '' });
    const { page, last } = pageOf(found, list.size);
    const officerIds = new Set(page.filter(shows).flatMap(({ officerId }) => (officerId === '' ? [] : [officerId])));
    if (officerIds.size > 0) await recordRead(database, call, clock, subjectsOf([...officerIds]));
    return { page: page.map((incident) => (shows(incident) ? incident : withoutOfficer(incident))), last };
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    incidents: page.map(toMissingMessage),
    nextPageToken: nextPageToken(list, last && MISSING_PLACE.write(last)),
  }),
});

const listActivationPolicies = query(Compliance.listActivationPolicies, {
  parse: () => undefined,
  read: ({ database }) => listPolicies(database.em.fork(), MAX_POLICIES),
  reply: ({ found: policies }) => ({ policies: [...policies] }),
});

export const COMPLIANCE_QUERIES: readonly Rpc[] = [getCompliance, listMissingFootage, listActivationPolicies];
