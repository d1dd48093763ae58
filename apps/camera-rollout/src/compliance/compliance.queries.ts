import {
  ComplianceServiceService as Compliance,
  ListMissingRequest,
  type GetComplianceRequest,
} from '@safe-community/contracts/cameras/v1/compliance_service.ts';
import { checkPastDays, kyivDay, type ClockAndIds, type Fields } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, compoundPlace, toId, toTime } from '@safe-community/grpc-kit';
import { maySeeKind, visiblePatterns } from '@safe-community/security/policy';
import { query, type Rpc } from '@safe-community/service-kit';
import { CATEGORIES, isSensitive } from '../incidents/module.ts';
import { checkOblast, checkOptionalUnitCode } from '../strength/module.ts';
import { listPolicies } from './activation-policy.store.ts';
import { toFiguresMessage, toGroup, toMissingMessage, toRowMessage } from './compliance.mapping.ts';
import { countCompliance } from './compliance.store.ts';
import { NO_FIGURES } from './compliance.ts';
import { listMissing, type MissingPlace } from './missing.store.ts';

const MOST_DAYS = 366;
const MOST_POLICIES = 1_000;

export function complianceQueries(clock: ClockAndIds): Rpc[] {
  return [getCompliance(clock), listMissingFootage(clock), listActivationPolicies];
}

type Asked = Pick<GetComplianceRequest, 'firstDay' | 'lastDay' | 'patrolUnitCode' | 'oblastCode' | 'officerId'>;

function readFilter(
  { firstDay, lastDay }: Asked,
  fields: Pick<Fields<Asked>, 'check' | 'text' | 'optionalUuid'>,
  clock: ClockAndIds,
) {
  fields.check(checkPastDays(firstDay, lastDay, kyivDay(clock.now()), MOST_DAYS));
  return {
    firstDay,
    lastDay,
    unitCode: fields.text('patrol_unit_code', checkOptionalUnitCode),
    oblastCode: fields.text('oblast_code', checkOblast),
    officerId: fields.optionalUuid('officer_id'),
  };
}

function getCompliance(clock: ClockAndIds): Rpc {
  return query(Compliance.getCompliance, {
    parse: (request, fields) => ({
      ...readFilter(request, fields, clock),
      group: request.groupBy === 0 ? undefined : fields.word('group_by', toGroup, 'groups'),
    }),
    async read({ group, ...asked }, { rights }, database) {
      const em = database.em.fork();
      const filter = { ...asked, visible: visiblePatterns(rights) };
      const [total = NO_FIGURES] = await countCompliance(em, filter, 'total');
      return { total, found: group === undefined ? [] : await countCompliance(em, filter, group) };
    },
    reply: ({ total, found }) => ({ total: toFiguresMessage(total), rows: found.map(toRowMessage) }),
  });
}

const MISSING_PLACE = compoundPlace<MissingPlace>({ arrivedAt: toTime, incidentId: toId });

/** Attended incidents without a recording, of categories that the caller may see. */
function listMissingFootage(clock: ClockAndIds): Rpc {
  return query(Compliance.listMissing, {
    parse(request, fields) {
      const filter = { ...readFilter(request, fields, clock), includeExcluded: request.includeExcluded };
      const list = readListPage(request, fields, ListMissingRequest, MISSING_PLACE.read);
      return { filter, list };
    },
    async read({ filter, list: { size, place: after } }, { rights }, database) {
      const categories = [...CATEGORIES.values()].filter((category) =>
        maySeeKind(rights, category, isSensitive(category)),
      );
      const visible = visiblePatterns(rights);
      return pageOf(await listMissing(database.em.fork(), { ...filter, visible, categories }, after, size + 1), size);
    },
    reply: ({ page, last }, { list }) => ({
      incidents: page.map(toMissingMessage),
      nextPageToken: nextPageToken(list, last && MISSING_PLACE.write(last)),
    }),
  });
}

const listActivationPolicies = query(Compliance.listActivationPolicies, {
  parse: () => undefined,
  read: (_asked, _call, database) => listPolicies(database.em.fork(), MOST_POLICIES),
  reply: (policies) => ({ policies: [...policies] }),
});
