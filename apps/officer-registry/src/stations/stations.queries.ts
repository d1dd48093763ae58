import {
  ListStationsRequest,
  StationServiceService as Stations,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import { kyivDay, notFound } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { codePattern, COUNTRY, visiblePatterns } from '@safe-community/security/policy';
import { given, type Rpc } from '@safe-community/service-kit';
import { checkKnownHromada, checkOblast, partsOf, successorOf, type FindUnit } from '../territory/module.ts';
import { toStationMessage } from './station.mapping.ts';
import { findStation, listStations } from './station.store.ts';
import { refuseElsewhere } from './stations.commands.ts';

interface Deps {
  readonly findUnit: FindUnit;
}

const { query } = given<Deps>();

const getStation = query(Stations.getStation, {
  parse: ({ fields }) => fields.uuid('station_id'),
  async read({ query: stationId, call, database, clock }) {
    const em = database.em.fork();
    const station = await findStation(em, stationId);
    if (station === undefined) return notFound('station');
    return refuseElsewhere(call, station, await successorOf(em, station.hromadaCode, kyivDay(clock.now()))) ?? station;
  },
  reply: ({ found: station }) => ({ station: toStationMessage(station) }),
});

/**
 * A page of the stations of the caller's territory, with those of hromadas that were merged into it. The others are treated
 * as if they did not exist.
 */
const listStationsOf = query(Stations.listStations, {
  async parse({ request, fields, deps: { findUnit } }) {
    const { oblastCode, hromadaCode, includeClosed } = request;
    fields.text('oblast_code', checkOblast);
    fields.check(await checkKnownHromada(findUnit, hromadaCode, 'hromada_code'));
    const list = readListPage(request, fields, ListStationsRequest, toId);
    return { oblastCode, hromadaCode, includeClosed, list };
  },
  async read({ query: { oblastCode, hromadaCode, includeClosed, list }, call: { rights }, database, clock }) {
    const [em, today] = [database.em.fork(), kyivDay(clock.now())];
    const wanted = hromadaCode === '' ? [codePattern(oblastCode || COUNTRY)] : await partsOf(em, hromadaCode, today);
    // A pattern without a wildcard is the code of a hromada.
    const visible = await Promise.all(
      visiblePatterns(rights).map(async (code) => (code.includes('%') ? [code] : partsOf(em, code, today))),
    );
    const filter = { visible: visible.flat(), wanted, includeClosed };
    return pageOf(await listStations(em, filter, list.place, list.size + 1), list.size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    stations: page.map(toStationMessage),
    nextPageToken: nextPageToken(list, last?.stationId),
  }),
});

export const STATION_QUERIES: readonly Rpc<Deps>[] = [getStation, listStationsOf];
