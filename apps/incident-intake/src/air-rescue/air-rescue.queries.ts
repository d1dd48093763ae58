import {
  AirRescueServiceService as AirRescues,
  ListAirSitesRequest,
} from '@safe-community/contracts/incidents/v1/air_rescue_service.ts';
import { isRefused, notFound, unless, type Decision } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, type CallContext } from '@safe-community/grpc-kit';
import { query, type Rpc } from '@safe-community/service-kit';
import type { EntityManager } from '@safe-community/database';
import { checkAccess, findPlace } from '../incident/module.ts';
import { aircraftNumber, toRescueMessage, toSiteKind, toSiteMessage } from './air-rescue.mapping.ts';
import { listSites, rescuesOf } from './air-rescue.store.ts';
import { POINT_UNKNOWN } from './air-rescue.ts';
import { suggest } from './air-site.ts';

const listAllSites = query(AirRescues.listAirSites, {
  parse({ request, fields }) {
    const kind = toSiteKind(request.kind);
    fields.check(unless(request.kind === 0 || kind !== undefined, 'kind', 'must be one of the known kinds'));
    const list = readListPage(request, fields, ListAirSitesRequest, (text) =>
      /^[a-z0-9-]{2,40}$/.test(text) ? text : undefined,
    );
    return { kind, list };
  },
  async read({ query: { kind, list }, database }) {
    const { place = '', size } = list;
    const all = await listSites(database.em.fork());
    const found = all.filter((site) => site.code > place && (kind === undefined || site.kind === kind));
    const { page: shown, last } = pageOf(found.slice(0, size + 1), size);
    return { shown, nextPageToken: nextPageToken(list, last?.code) };
  },
  reply: ({ found: { shown, nextPageToken } }) => ({ sites: shown.map(toSiteMessage), nextPageToken }),
});

const suggestRescue = query(AirRescues.suggestAirRescue, {
  parse: ({ fields }) => ({ incidentId: fields.uuid('incident_id') }),
  async read({ query: { incidentId }, call, database, clock }) {
    const em = database.em.fork();
    const found = await findAccessible(em, incidentId, call);
    if (isRefused(found)) return found;
    if (found.point === undefined) return POINT_UNKNOWN;
    return suggest(await listSites(em), found.point, clockInKyiv(clock.now()));
  },
  reply: ({ found: suggestions }) => ({
    suggestions: suggestions.map((each) => ({ ...each, aircraft: aircraftNumber(each.aircraft) })),
  }),
});

const listRescues = query(AirRescues.listAirRescues, {
  parse: ({ fields }) => ({ incidentId: fields.uuid('incident_id') }),
  async read({ query: { incidentId }, call, database }) {
    const em = database.em.fork();
    const found = await findAccessible(em, incidentId, call);
    return isRefused(found) ? found : rescuesOf(em, incidentId);
  },
  reply: ({ found: rescues }) => ({ airRescues: rescues.map(toRescueMessage) }),
});

type Found = NonNullable<Awaited<ReturnType<typeof findPlace>>>;

async function findAccessible(em: EntityManager, incidentId: string, call: CallContext): Promise<Decision<Found>> {
  const found = await findPlace(em, incidentId);
  if (found === undefined) return notFound('incident');
  return checkAccess(call.rights, found, incidentId) ?? found;
}

const KYIV_CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Kyiv', hour: '2-digit', minute: '2-digit' });

function clockInKyiv(time: Date): string {
  return KYIV_CLOCK.format(time);
}

export const AIR_RESCUE_QUERIES: readonly Rpc[] = [listAllSites, suggestRescue, listRescues];
