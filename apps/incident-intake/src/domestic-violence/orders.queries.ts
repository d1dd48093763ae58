import { pageOf, nextPageToken, readListPage, compoundPlace, toId, toTime } from '@safe-community/grpc-kit';
import {
  ListExpiringOrdersRequest,
  ProtectionOrderServiceService as Orders,
} from '@safe-community/contracts/incidents/v1/protection_order_service.ts';
import { checkText, notFound, preconditionFailed, unless } from '@safe-community/domain-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import {
  checkAccess,
  checkReadReason,
  findSeen,
  isAnybodySent,
  maySeeIncident,
  readsOf,
  type ReadPorts,
} from '../incident/module.ts';
import { orderKindNumber } from '../law/module.ts';
import type { ViolenceShared } from './cases.commands.ts';
import { checkKatottg, hromadasWithin } from './due-visits.store.ts';
import { toSceneMessage } from './order.mapping.ts';
import { findAtScene, listExpiring, type ExpiringPlace } from './orders-in-force.store.ts';

const { query } = given<ViolenceShared>();

const MAX_AHEAD_MS = 366 * 24 * 3_600_000;

/** A page of orders that end soon. The reads of their cases are recorded first. */
const listExpiringOrders = query(Orders.listExpiringOrders, {
  parse({ request, fields, clock }) {
    const now = clock.now();
    const endsBefore = fields.time('ends_before');
    const hromadaCode = fields.text('hromada_code', checkKatottg);
    fields.check(checkReadReason(request.reason, true));
    const isNear = !(endsBefore?.getTime() > now.getTime() + MAX_AHEAD_MS);
    fields.check(unless(isNear, 'ends_before', 'must be at most a year ahead'));
    const list = readListPage({ ...request, reason: '' }, fields, ListExpiringOrdersRequest, EXPIRING_PLACE.read);
    return { now, endsBefore, hromadaCode, reason: request.reason, list };
  },
  async read({ query: { now, endsBefore, hromadaCode, reason, list }, call, database, clock, deps: { reads } }) {
    const { size, place: after } = list;
    const within = hromadasWithin(call.rights, hromadaCode);
    const found = pageOf(await listExpiring(database, { now, endsBefore, within }, after, size + 1), size);
    await recordCases({ reads, clock }, { ...call, reason }, found.page);
    return found;
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    orders: page.map(({ kind, ...order }) => ({ ...order, kind: orderKindNumber(kind) })),
    nextPageToken: nextPageToken(list, last && EXPIRING_PLACE.write(last)),
  }),
});

const EXPIRING_PLACE = compoundPlace<ExpiringPlace>({ validTo: toTime, orderId: toId });

const ADDRESS = { most: 300, lines: true };

/** The orders in force that concern a scene, for those who are sent there. The reads are recorded first. */
const listOrdersAtScene = query(Orders.listOrdersAtScene, {
  parse({ request: { reason }, fields }) {
    fields.check(checkReadReason(reason, true));
    return {
      incidentId: fields.uuid('incident_id'),
      address: fields.text('address', (text, field) => checkText(text, field, ADDRESS)),
      reason,
    };
  },
  async read({ query: { incidentId, address, reason }, call, database, clock, deps: { keyring, reads } }) {
    const seen = await findSeen(database, incidentId);
    if (seen === undefined) return notFound('incident');
    const refusal = checkAccess(call.rights, seen, incidentId);
    if (refusal !== undefined) return refusal;
    if (!(await isAnybodySent(database, incidentId))) {
      return preconditionFailed('NOBODY_SENT', 'no responder is sent to the incident or at its scene');
    }
    const { hromadaCode } = seen;
    const found = await findAtScene(database, keyring, { incidentId, hromadaCode, address }, clock.now(), (other) =>
      maySeeIncident(call.rights, other),
    );
    // That there is no order is an answer too, so the scene is recorded as well.
    await recordCases({ reads, clock }, { ...call, reason }, [{ incidentId }, ...found]);
    return found;
  },
  reply: ({ found: orders }) => ({ orders: orders.map(toSceneMessage) }),
});

type Read = Parameters<typeof readsOf>[1];

/** Records reads of these cases together, each once. */
async function recordCases(
  { clock, reads }: ReadPorts,
  reader: Read,
  cases: readonly { readonly incidentId: string }[],
): Promise<void> {
  const ids = new Set(cases.map(({ incidentId }) => incidentId));
  if (ids.size > 0) await reads.record(readsOf(clock, reader, [...ids]));
}

export const ORDER_QUERIES: readonly Rpc<ViolenceShared>[] = [listExpiringOrders, listOrdersAtScene];
