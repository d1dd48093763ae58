import {
  ListOverdueReturnsRequest,
  type DueReturn as ReturnMessage,
} from '@safe-community/contracts/cameras/v1/camera_list.ts';
import { CameraRolloutServiceService as Rollout } from '@safe-community/contracts/cameras/v1/camera_rollout_service.ts';
import { kyivDay, type Day } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { visiblePatterns } from '@safe-community/security/policy';
import { query, type Rpc } from '@safe-community/service-kit';
import { checkOblast, checkOptionalUnitCode } from '../strength/module.ts';
import { causeNumber } from './recall.events.ts';
import { listReturns, type DueReturn } from './recall.store.ts';
import { daysOverdue } from './return-term.ts';
import { listTerms } from './return-term.store.ts';

const MAX_TERMS = 500;

const listOverdueReturns = query(Rollout.listOverdueReturns, {
  parse({ request, fields }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    const unitCode = fields.text('patrol_unit_code', checkOptionalUnitCode);
    const list = readListPage(request, fields, ListOverdueReturnsRequest, toId);
    return { filter: { oblastCode, unitCode, includeOpen: request.includeOpen }, list };
  },
  async read({ query: { filter, list }, call: { rights }, database, clock }) {
    const today = kyivDay(clock.now());
    const wanted = { ...filter, today, visible: visiblePatterns(rights) };
    const found = await listReturns(database.em.fork(), wanted, list.place, list.size + 1);
    return { today, ...pageOf(found, list.size) };
  },
  reply: ({ found: { today, page, last }, query: { list } }) => ({
    returns: page.map((due) => toReturnMessage(due, today)),
    nextPageToken: nextPageToken(list, last?.recallId),
  }),
});

const listReturnTerms = query(Rollout.listReturnTerms, {
  parse: () => undefined,
  read: ({ database }) => listTerms(database.em.fork(), MAX_TERMS),
  reply: ({ found: terms }) => ({ terms: [...terms] }),
});

function toReturnMessage(due: DueReturn, today: Day): ReturnMessage {
  return {
    recallId: due.recallId,
    cameraId: due.cameraId,
    officerId: due.officerId,
    patrolUnitCode: due.unitCode,
    oblastCode: due.oblastCode,
    cause: causeNumber(due.cause),
    recalledTime: due.recalledAt,
    dueOn: due.dueOn ?? '',
    daysOverdue: daysOverdue(due.dueOn, today),
    termSource: due.termSource,
  };
}

export const RETURN_QUERIES: readonly Rpc[] = [listOverdueReturns, listReturnTerms];
