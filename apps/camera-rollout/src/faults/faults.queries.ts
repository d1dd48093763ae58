import {
  FaultServiceService as Faults,
  ListRecalledRequest,
  ListRecallsRequest,
} from '@safe-community/contracts/cameras/v1/fault_service.ts';
import { checkPastDays, kyivDay, notFound } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { visiblePatterns } from '@safe-community/security/policy';
import { query, type Rpc } from '@safe-community/service-kit';
import { listCameras, toCameraMessage } from '../cameras/module.ts';
import { checkOblast, checkOptionalUnitCode } from '../strength/module.ts';
import { toRecallMessage } from './fault.mapping.ts';
import { observeFaults, observeRepairs } from './fault.store.ts';
import { failureRate } from './fault.ts';
import { findRecall, listRecalls } from './recall.store.ts';

const MAX_DAYS = 1_096;

const listAllRecalls = query(Faults.listRecalls, {
  parse({ request, fields }) {
    const list = readListPage(request, fields, ListRecallsRequest, toId);
    return { includeComplete: request.includeComplete, list };
  },
  read: async ({ query: { includeComplete, list }, database }) =>
    pageOf(await listRecalls(database.em.fork(), includeComplete, list.place, list.size + 1), list.size),
  reply: ({ found: { page, last }, query: { list } }) => ({
    recalls: page.map(toRecallMessage),
    nextPageToken: nextPageToken(list, last?.recallId),
  }),
});

/** A page of the cameras that still have recalled firmware, in the caller's territory. */
const listRecalled = query(Faults.listRecalled, {
  parse({ request, fields }) {
    const recallId = fields.uuid('recall_id');
    const oblastCode = fields.text('oblast_code', checkOblast);
    const unitCode = fields.text('patrol_unit_code', checkOptionalUnitCode);
    const list = readListPage(request, fields, ListRecalledRequest, toId);
    return { recallId, place: { oblastCode, unitCode }, list };
  },
  async read({ query: { recallId, place, list }, call: { rights }, database }) {
    const em = database.em.fork();
    const recall = await findRecall(em, recallId);
    if (recall === undefined) return notFound('recall');
    const { model, firmwareVersion } = recall;
    const visible = visiblePatterns(rights);
    const filter = { ...place, model, firmwareVersion, visible, isRetired: false };
    return { recall, ...pageOf(await listCameras(em, filter, list.place, list.size + 1), list.size) };
  },
  reply: ({ found: { recall, page, last }, query: { list } }) => ({
    recall: toRecallMessage(recall),
    cameras: page.map(toCameraMessage),
    nextPageToken: nextPageToken(list, last?.cameraId),
  }),
});

const getFailureRates = query(Faults.getFailureRates, {
  parse({ request: { firstDay, lastDay, model }, fields, clock }) {
    fields.check(checkPastDays(firstDay, lastDay, kyivDay(clock.now()), MAX_DAYS));
    return { firstDay, lastDay, model };
  },
  async read({ query: asked, database, clock }) {
    const em = database.em.fork();
    const period = { ...asked, now: clock.now() };
    const observed = await observeFaults(em, period);
    return { rates: observed.map(failureRate), repairs: await observeRepairs(em, period) };
  },
  reply: ({ found }) => found,
});

export const FAULT_QUERIES: readonly Rpc[] = [listAllRecalls, listRecalled, getFailureRates];
