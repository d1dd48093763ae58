import {
  ListStationsRequest,
  StationServiceService as Stations,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import { kyivDay, notFound } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { codePattern, COUNTRY, visiblePatterns } from '@safe-community/security/policy';
import { query, type Rpc } from '@safe-community/service-kit';
import { checkKnownHromada, checkOblast, partsOf, type FindUnit } from '../territory/module.ts';
import { toStationMessage } from './station.mapping.ts';
import { findStation, listStations } from './station.store.ts';
import { refuseElsewhere } from './stations.commands.ts';

export function stationQueries(findUnit: FindUnit, clock: { now(): Date }): Rpc[] {
  return [getStation, listStationsOf(findUnit, clock)];
}

const getStation = query(Stations.getStation, {
  parse: (_request, fields) => fields.uuid('station_id'),
  async read(stationId, call, database) {
    const station = await findStation(database.em.fork(), stationId);
    return station === undefined ? notFound('station') : (refuseElsewhere(call, station) ?? station);
  },
  reply: (station) => ({ station: toStationMessage(station) }),
});

/** A page of the stations of the caller's territory. The others are treated as if they did not exist. */
function listStationsOf(findUnit: FindUnit, clock: { now(): Date }): Rpc {
  return query(Stations.listStations, {
    async parse(request, fields) {
      const { oblastCode, hromadaCode, includeClosed } = request;
      fields.text('oblast_code', checkOblast);
      fields.check(await checkKnownHromada(findUnit, hromadaCode, 'hromada_code'));
      const list = readListPage(request, fields, ListStationsRequest, toId);
      return { oblastCode, hromadaCode, includeClosed, list };
    },
    async read({ oblastCode, hromadaCode, includeClosed, list: { size, place: after } }, { rights }, database) {
      const em = database.em.fork();
      const ofHromada = hromadaCode === '' ? [] : await partsOf(em, hromadaCode, kyivDay(clock.now()));
      const wanted = ofHromada.length > 0 ? ofHromada : [codePattern(oblastCode || COUNTRY)];
      const filter = { visible: visiblePatterns(rights), wanted, includeClosed };
      return pageOf(await listStations(em, filter, after, size + 1), size);
    },
    reply: ({ page, last }, { list }) => ({
      stations: page.map(toStationMessage),
      nextPageToken: nextPageToken(list, last?.stationId),
    }),
  });
}
