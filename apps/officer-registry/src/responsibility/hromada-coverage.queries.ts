import { NORMS } from '../beats/module.ts';
import { BeatServiceService } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { inForce, kyivDay } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage } from '@safe-community/grpc-kit';
import { given } from '@safe-community/service-kit';
import { compareBy, LIST_PLACE, orderNumber, readLoad, toOrder } from '../incident-load/module.ts';
import { checkOblast, readHistory } from '../territory/module.ts';
import type { Directory } from './directory.adapter.ts';
import { coverageAt, hromadasOfOblast, peopleOn } from './covered-hromadas.ts';
import { toCoverageMessage } from './hromada-coverage.mapping.ts';
import { hasGap, missingOfficers, type PopulatedHromada } from './hromada-coverage.ts';
import { ListHromadaCoverageRequest } from '@safe-community/contracts/officers/v1/coverage.ts';

const { query } = given<{ readonly directory: Directory }>();

/** The gaps, hromada by hromada. */
export const listHromadaCoverage = query(BeatServiceService.listHromadaCoverage, {
  parse({ request, fields }) {
    const oblastCode = fields.text('oblast_code', checkOblast);
    const order = fields.word('order_by', (number) => toOrder(number), 'orders');
    const wanted = { ...request, orderBy: orderNumber(order) };
    const list = readListPage(wanted, fields, ListHromadaCoverageRequest, LIST_PLACE.read);
    return { list, oblastCode, order, gapsOnly: request.gapsOnly };
  },
  async read({ query: { list, oblastCode, order, gapsOnly }, database, clock, deps: { directory } }) {
    const { place: after, size } = list;
    const now = clock.now();
    const norm = inForce(await NORMS.list(database.em.fork()), now);
    const history = await readHistory(database.em.fork());
    const loads = await readLoad(database.em.fork(), history, now);
    const compare = compareBy(order);
    const coverage = coverageAt(directory, { norm, history, now });
    // Other orders need the coverage of one page only.
    const missing = (hromada: PopulatedHromada) =>
      order === 'missing_officers' ? missingOfficers(coverage(hromada)) : 0;
    const day = kyivDay(now);
    const places = hromadasOfOblast(oblastCode)
      // What a merged hromada had is in the row of its successor.
      .filter(({ code }) => history.stateOn(day, code).merged === undefined)
      .map((hromada) => {
        const { code } = hromada;
        const incidents = loads.get(code) ?? 0;
        return { code, population: peopleOn(history, day, hromada), incidents, missing: missing(hromada), hromada };
      })
      .filter((each) => after === undefined || compare(after, each) < 0)
      .toSorted(compare);
    const found = firstOf(
      places,
      size + 1,
      (place) => ({ place, row: coverage(place.hromada) }),
      ({ row }) => !gapsOnly || hasGap(row),
    );
    const { page, last } = pageOf(found, size);
    return { shown: page.map(({ row }) => row), loads, end: last && LIST_PLACE.write(last.place) };
  },
  reply: ({ found: { shown, loads, end }, query: { list } }) => ({
    hromadas: shown.map((coverage) => toCoverageMessage(coverage, loads.get(coverage.hromada.code))),
    nextPageToken: nextPageToken(list, end),
  }),
});

/** The first `most` results that are wanted. */
function firstOf<Item, Result>(
  items: readonly Item[],
  most: number,
  resultOf: (item: Item) => Result,
  isWanted: (result: Result) => boolean,
): Result[] {
  const results: Result[] = [];
  for (const item of items) {
    if (results.length === most) break;
    const result = resultOf(item);
    if (isWanted(result)) results.push(result);
  }
  return results;
}
