import type { IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import { refusalOf } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fire, VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
  await intake.sql('insert into listed_unit (code, oblast_code) values ($1, $2)', [CRIMEAN, CRIMEA]);
  await intake.restart();
});
afterAll(() => intake.stop());

const DISTRICT = '0520655500';
const CITY = { code: 'UA05020030010063857', location: { latitude: 49.233, longitude: 28.468 } };
/** Of the neighbouring hromada. */
const AHRONOMICHNE = { hromada: 'UA05020010000053508', location: { latitude: 49.193, longitude: 28.373 } };
/** 100 m beyond the border of Vinnytsia. */
const BEYOND_BORDER = { latitude: 49.2, longitude: 28.442 };
/** Belongs to no hromada. */
const PRYPIAT = { code: 'UA32000000010085013', location: { latitude: 51.4045, longitude: 30.0542 } };
const CRIMEA = 'UA01000000000013043';
/** A hromada that the registry lists, unlike that of NEIGHBOUR_SETTLEMENT. */
const CRIMEAN = 'UA01020030000085835';
const CRIMEAN_SETTLEMENT = 'UA01020030010043419';
const NEIGHBOUR_SETTLEMENT = 'UA01020050010045207';
/** Near Kherson oblast. */
const DZHANKOI = { latitude: 45.709, longitude: 34.393 };
const HENICHESKA = 'UA65040010000061104';
const SIMFEROPOL = { latitude: 44.952, longitude: 34.102 };
const SHEHYNI = 'UA46140090000079730';
const PRZEMYSL = { latitude: 49.784, longitude: 22.767 };
const DONETSK = { latitude: 48.0, longitude: 37.8 };

type Place = Pick<Partial<IncidentReport>, 'hromadaCode' | 'starostaDistrictCode' | 'settlementCode' | 'location'>;
const at = (place: Place) => ({ report: fire({ hromadaCode: '', ...place }) });

test.each<[string, Place, string, boolean]>([
  ['a district', { starostaDistrictCode: DISTRICT }, VINNYTSIA, false],
  ['a settlement', { settlementCode: CITY.code }, VINNYTSIA, false],
  [
    'a district, a settlement and a point',
    { starostaDistrictCode: DISTRICT, settlementCode: CITY.code, location: CITY.location },
    VINNYTSIA,
    false,
  ],
  ['a point', { location: CITY.location }, VINNYTSIA, true],
  ['a point of the neighbour', { location: AHRONOMICHNE.location }, AHRONOMICHNE.hromada, true],
  ['a point nearer to the centre of a neighbour', { location: { latitude: 49.3, longitude: 28.6 } }, VINNYTSIA, true],
  [
    'a settlement, with a point of the neighbour within the error of the border',
    { settlementCode: CITY.code, location: BEYOND_BORDER },
    VINNYTSIA,
    false,
  ],
  [
    'a settlement of a hromada that the registry lists',
    { settlementCode: CRIMEAN_SETTLEMENT, location: SIMFEROPOL },
    CRIMEAN,
    false,
  ],
])('derives the hromada from %s', async (_by, place, hromadaCode, hromadaDerived) => {
  const { starostaDistrictCode = '', settlementCode = '' } = place;
  const answer = await intake.report(at(place));
  expect(answer).toMatchObject({ hromadaCode, starostaDistrictCode, hromadaDerived });
  const { incident } = await intake.get(answer.incidentId);
  expect(incident).toMatchObject({ hromadaCode, starostaDistrictCode, settlementCode, hromadaDerived });
  const [stored] = await intake.sql('select oblast_code from incident where incident_id = $1', [answer.incidentId]);
  expect(stored).toEqual({ oblast_code: hromadaCode === CRIMEAN ? CRIMEA : oblastOf(hromadaCode) });
  const [event] = await intake.sql('select subject from ledger_event order by position desc limit 1');
  expect(event?.['subject']).toMatch(new RegExp(`\\.${hromadaCode}$`));
});

test('accepts Pryp’iat with any hromada of its oblast, or derives the nearest to the point', async () => {
  const derived = await intake.report(at({ settlementCode: PRYPIAT.code, location: PRYPIAT.location }));
  expect(derived.hromadaDerived).toBe(true);
  const { hromadaCode } = derived;
  const given = at({ hromadaCode, settlementCode: PRYPIAT.code, location: PRYPIAT.location });
  expect(await intake.report(given)).toMatchObject({ hromadaCode, hromadaDerived: false });
});

const [HROMADA, DISTRICT_FIELD, SETTLEMENT, POINT] = [
  'report.hromada_code',
  'report.starosta_district_code',
  'report.settlement_code',
  'report.location',
];

test.each<[string, Place, (string | undefined)[]]>([
  ['no place', {}, [HROMADA]],
  ['a hromada in the place of a settlement', { settlementCode: VINNYTSIA }, [SETTLEMENT]],
  ['a settlement in the place of a hromada', { hromadaCode: CITY.code }, [HROMADA]],
  [
    'a district of another hromada',
    { hromadaCode: AHRONOMICHNE.hromada, starostaDistrictCode: DISTRICT },
    [DISTRICT_FIELD],
  ],
  ['a settlement of another hromada', { hromadaCode: AHRONOMICHNE.hromada, settlementCode: CITY.code }, [SETTLEMENT]],
  ["Pryp'iat alone", { settlementCode: PRYPIAT.code }, [HROMADA]],
  ["Pryp'iat in another oblast", { hromadaCode: VINNYTSIA, settlementCode: PRYPIAT.code }, [SETTLEMENT]],
  ['a settlement of an unlisted hromada', { settlementCode: NEIGHBOUR_SETTLEMENT }, [HROMADA]],
  ['a point in Crimea alone', { location: SIMFEROPOL }, [HROMADA]],
  // 50 km from the centre of the hromada, and 40 km beyond the border of the republic.
  ['a point in Crimea, near a hromada of another oblast', { hromadaCode: HENICHESKA, location: DZHANKOI }, [POINT]],
  ['a point of the neighbour', { hromadaCode: VINNYTSIA, location: AHRONOMICHNE.location }, [POINT]],
  ['a point far away', { hromadaCode: VINNYTSIA, location: DONETSK }, [POINT]],
  // In Poland, 15 km from the centre of the hromada.
  ['a point abroad, near the hromada', { hromadaCode: SHEHYNI, location: PRZEMYSL }, [POINT]],
  ['a point abroad, near a hromada without borders', { hromadaCode: CRIMEAN, location: PRZEMYSL }, [POINT]],
  ['a point of another oblast than a hromada without borders', { hromadaCode: CRIMEAN, location: DONETSK }, [POINT]],
  ['a point far from the settlement', { settlementCode: CITY.code, location: DONETSK }, [POINT]],
  ['a point in Warsaw', { location: { latitude: 52.2, longitude: 21 } }, [POINT]],
  ['a point in Chișinău, within the bounds', { location: { latitude: 47.02, longitude: 28.83 } }, [POINT]],
  ['a point at infinity', { location: { latitude: Number.POSITIVE_INFINITY, longitude: 28 } }, [POINT]],
  [
    'all contradictions at once',
    { hromadaCode: AHRONOMICHNE.hromada, starostaDistrictCode: DISTRICT, settlementCode: CITY.code, location: DONETSK },
    [DISTRICT_FIELD, SETTLEMENT, POINT],
  ],
])('rejects %s and changes nothing', async (_given, place, fields) => {
  const before = await intake.counts();
  const refusal = await refusalOf(intake.report(at(place)));
  expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', reason: 'FIELDS_INVALID', fields });
  expect(await intake.counts()).toEqual(before);
});

function oblastOf(hromadaCode: string): string {
  expect(hromadaCode.slice(0, 4)).toBe(VINNYTSIA_OBLAST.slice(0, 4));
  return VINNYTSIA_OBLAST;
}
