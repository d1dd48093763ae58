import {
  ListStationsRequest,
  StationServiceService as Stations,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import { kyivDay, notFound, refuseInvalid } from '@safe-community/domain-kit';
import { pageOf, pageTokenOf, readPage, toId } from '@safe-community/grpc-kit';
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
      // A token belongs to a valid filter.
      refuseInvalid(fields.violations);
      const filter = filterOf(request);
      const { size, place: after, violations } = readPage(request, filter, toId);
      fields.check(violations);
      return { oblastCode, hromadaCode, includeClosed, filter, after, size };
    },
    async read({ oblastCode, hromadaCode, includeClosed, after, size }, { rights }, database) {
      const em = database.em.fork();
      const ofHromada = hromadaCode === '' ? [] : await partsOf(em, hromadaCode, kyivDay(clock.now()));
      const wanted = ofHromada.length > 0 ? ofHromada : [codePattern(oblastCode || COUNTRY)];
      const filter = { visible: visiblePatterns(rights), wanted, includeClosed };
      return pageOf(await listStations(em, filter, after, size + 1), size);
    },
    reply: ({ page, last }, { filter }) => ({
      stations: page.map(toStationMessage),
      nextPageToken: last === undefined ? '' : pageTokenOf(filter, last.stationId),
    }),
  });
}

function filterOf(request: ListStationsRequest): Uint8Array {
  return ListStationsRequest.encode({ ...request, pageToken: '', pageSize: 0 }).finish();
}
