import {
  ListStationsRequest,
  StationServiceService as Stations,
} from '@safe-community/contracts/officers/v1/station_service.ts';
import { notFound, refuseInvalid, unless } from '@safe-community/domain-kit';
import { pageOf, pageTokenOf, readPage, toId } from '@safe-community/grpc-kit';
import { codePattern, COUNTRY, visiblePatterns } from '@safe-community/security/policy';
import { query, type Rpc } from '@safe-community/service-kit';
import { isFirstLevel, type FindUnit } from '../territory/module.ts';
import { toStationMessage } from './station.mapping.ts';
import { findStation, listStations } from './station.store.ts';
import { refuseElsewhere } from './stations.commands.ts';

export function stationQueries(findUnit: FindUnit): Rpc[] {
  return [getStation, listStationsOf(findUnit)];
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
function listStationsOf(findUnit: FindUnit): Rpc {
  return query(Stations.listStations, {
    async parse(request, fields) {
      const { oblastCode, hromadaCode, includeClosed } = request;
      const isOblast = oblastCode === '' || isFirstLevel(oblastCode);
      const isUnit = hromadaCode === '' || (await findUnit(hromadaCode)) !== undefined;
      fields.check(unless(isOblast, 'oblast_code', 'must be empty or the KATOTTG code of an oblast'));
      fields.check(unless(isUnit, 'hromada_code', 'must be empty or the KATOTTG code of a known hromada or city'));
      // A token belongs to a valid filter.
      refuseInvalid(fields.violations);
      const filter = filterOf(request);
      const { size, place: after, violations } = readPage(request, filter, toId);
      fields.check(violations);
      return { oblastCode, hromadaCode, includeClosed, filter, after, size };
    },
    async read({ oblastCode, hromadaCode, includeClosed, after, size }, { rights }, database) {
      const wanted = codePattern(hromadaCode || oblastCode || COUNTRY);
      const filter = { visible: visiblePatterns(rights), wanted, includeClosed };
      return pageOf(await listStations(database.em.fork(), filter, after, size + 1), size);
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
