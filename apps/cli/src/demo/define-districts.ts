import { findHromada, settlementsOf } from '@safe-community/territory';
import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';
import { districtOf, type PlannedBeat } from './staffing.ts';

/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;
/** As many letters are the same in the name of a village and in that of the district named after it. */
const SAME_LETTERS = 4;

/** A starosta district, and the village that gave it its name. */
interface NamedDistrict {
  readonly code: string;
  readonly settlementCode: string;
}

/** The districts with an officer that are named after exactly one village of the hromada. */
export function districtsOfVillages(beats: readonly PlannedBeat[]): NamedDistrict[] {
  return beats
    .filter((beat) => districtOf(beat) !== '' && beat.primary !== undefined)
    .flatMap((beat) => {
      const [village, another] = settlementsOf(beat.hromadaCode).filter(
        ({ name }) => name.slice(0, SAME_LETTERS) === beat.name.slice(0, SAME_LETTERS),
      );
      const isOne = village !== undefined && another === undefined;
      const isCentre = village?.name === findHromada(beat.hromadaCode)?.centre;
      return isOne && !isCentre ? [{ code: districtOf(beat), settlementCode: village.code }] : [];
    });
}

/** Records invented decisions of councils, so that residents of these villages find the officer of their district. */
export async function defineDistricts(
  { starostaDistricts }: Connection,
  beats: readonly PlannedBeat[],
  firstDay: Date,
): Promise<void> {
  const validFrom = firstDay.toISOString().slice(0, 10);
  await inParallel(districtsOfVillages(beats), AT_ONCE, ({ code, settlementCode }) =>
    retryTransient(() =>
      starostaDistricts.defineStarostaDistrict({
        requestId: requestIdOf(`starosta district ${code} from ${validFrom}`),
        definition: {
          starostaDistrictCode: code,
          settlementCodes: [settlementCode],
          validFrom,
          source: 'Демонстрація: вигадане рішення ради (demonstration: an invented decision of the council)',
          confirmed: false,
        },
        etag: '',
      }),
    ),
  );
}
