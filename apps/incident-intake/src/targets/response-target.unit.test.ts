import { expect, test } from 'vitest';
import { MEDICAL_CLASSES, POLICE_CLASSES } from '../catalogue/module.ts';
import { FIRST_TARGETS } from './first-targets.ts';
import {
  checkTarget,
  problemsOf,
  refuseOverlap,
  targetsFor,
  targetsOn,
  type AppliedTarget,
  type ResponseTarget,
  type TargetedReport,
} from './response-target.ts';
import { notAppliedReason } from './targets.mapping.ts';

const HROMADA = 'UA05020030000031457';
const PROMISE: ResponseTarget = {
  service: 'municipality',
  goal: 'repair',
  targetClass: 'street_light',
  area: 'any',
  hromadaCode: HROMADA,
  validFrom: '2026-03-01',
  validTo: '',
  minutes: 4_320,
  allowedExceedancePercent: undefined,
  clock: 'discovered',
  status: 'announced',
  source: 'Рішення ради № 1',
  confirmed: true,
};
const [CITY_POLICE] = FIRST_TARGETS.filter(({ service, area }) => service === 'police' && area === 'urban') as [
  ResponseTarget,
];
const REPORT: TargetedReport = {
  hromadaCode: HROMADA,
  area: 'urban',
  alerted: ['police', 'rescue', 'ambulance', 'municipality'],
  classes: {},
};

test('the delivered targets are valid, have a source, and say which of them are unconfirmed', () => {
  expect(problemsOf(FIRST_TARGETS)).toEqual([]);
  const rows = FIRST_TARGETS.map(({ service, targetClass, area, minutes, status, confirmed }) =>
    [service, targetClass, area, minutes, status, confirmed ? 'confirmed' : 'unconfirmed'].join(' '),
  );
  expect(rows).toEqual([
    'ambulance critical any 10 binding confirmed',
    'ambulance emergency any 20 binding confirmed',
    'rescue  urban 10 not_stated unconfirmed',
    'rescue  rural 20 not_stated unconfirmed',
    'police  urban 7 recommended unconfirmed',
    'police neighbouring_zone urban 10 recommended unconfirmed',
    'police  any 20 announced confirmed',
    'municipality road_pit any 14400 not_stated unconfirmed',
  ]);
});

test.each<[string, Partial<ResponseTarget>]>([
  ['target_class', { targetClass: 'Яма' }],
  ['hromada_code', { hromadaCode: 'UA05' }],
  ['hromada_code', { service: 'police' }],
  ['area', { area: 'urban' }],
  ['valid_from', { validFrom: '2026-02-30' }],
  ['valid_to', { validTo: '01.01.2027' }],
  ['valid_to', { validTo: '2026-02-28' }],
  ['minutes', { minutes: 0 }],
  ['minutes', { minutes: 527_041 }],
  ['allowed_exceedance_percent', { allowedExceedancePercent: 101 }],
  ['source', { source: '' }],
])('rejects an invalid %s: %j', (field, change) => {
  expect(checkTarget({ ...PROMISE, ...change }).map((violation) => violation.field)).toContain(field);
});

test('accepts a target at its limits', () => {
  const limits = { minutes: 527_040, allowedExceedancePercent: 100, validTo: PROMISE.validFrom };
  expect(checkTarget({ ...PROMISE, ...limits })).toEqual([]);
});

test.each<[string, Partial<ResponseTarget>, Partial<ResponseTarget>, string | undefined]>([
  ['begins on the last day of the one before', { validTo: '2026-05-31' }, { validFrom: '2026-05-31' }, 'valid_from'],
  ['begins on the day after', { validTo: '2026-05-31' }, { validFrom: '2026-06-01' }, undefined],
  ['follows one without a last day', {}, { validFrom: '2026-06-01' }, undefined],
  ['ends on the first day of the one after', {}, { validFrom: '2026-01-01', validTo: '2026-03-01' }, 'valid_to'],
  ['ends on the day before', {}, { validFrom: '2026-01-01', validTo: '2026-02-28' }, undefined],
  ['replaces one of the same day', { validTo: '2026-05-31' }, { validTo: '2027-05-31' }, undefined],
  ['is of another class', { validTo: '2026-05-31' }, { validFrom: '2026-05-31', targetClass: 'road_sign' }, undefined],
])('a target that %s', (_, former, change, field) => {
  const refusal = refuseOverlap({ ...PROMISE, ...change }, [{ ...PROMISE, ...former }]);
  expect(refusal?.violations.map((violation) => violation.field)).toEqual(field && [`target.${field}`]);
});

test('names each invalid target of a list', () => {
  const overlapping = [
    { ...PROMISE, validTo: '2026-05-31' },
    { ...PROMISE, validFrom: '2026-05-01', source: '' },
  ];
  expect(problemsOf(overlapping)).toEqual([
    expect.stringContaining(
      'municipality/repair/street_light/any/UA05020030000031457 from 2026-03-01: target.valid_to',
    ),
    expect.stringContaining('from 2026-05-01: source'),
    expect.stringContaining('from 2026-05-01: target.valid_from'),
  ]);
});

test('a target holds from its first to its last day, and without one until the next begins', () => {
  const later = { ...PROMISE, validFrom: '2026-06-01', validTo: '2026-06-30', minutes: 60 };
  const minutesOn = (day: string) => targetsOn([later, PROMISE], day).map(({ minutes }) => minutes);
  expect(minutesOn('2026-02-28')).toEqual([]);
  expect(minutesOn('2026-03-01')).toEqual([4_320]);
  expect(minutesOn('2026-05-31')).toEqual([4_320]);
  expect(minutesOn('2026-06-01')).toEqual([60]);
  expect(minutesOn('2026-06-30')).toEqual([60]);
  expect(minutesOn('2026-07-01')).toEqual([]);
});

const applying = (
  { receivedOn = '2026-03-01', ...change }: Partial<TargetedReport> & { readonly receivedOn?: string },
  targets: readonly ResponseTarget[] = FIRST_TARGETS,
) =>
  targetsFor(targetsOn(targets, receivedOn), { ...REPORT, ...change }).map(
    ({ service, minutes }) => `${service} ${minutes}`,
  );

test('the place decides between city and countryside; what is unknown is not guessed', () => {
  expect(applying({ area: 'urban' })).toEqual(['police 7', 'rescue 10']);
  expect(applying({ area: 'rural' })).toEqual(['police 20', 'rescue 20']);
  expect(applying({ area: undefined })).toEqual(['police 20']);
});

test('both sides of the day from which a target holds', () => {
  expect(applying({ area: undefined, receivedOn: '2025-08-17' })).toEqual([]);
  expect(applying({ area: undefined, receivedOn: '2025-08-18' })).toEqual(['police 20']);
  const critical: Partial<TargetedReport> = { alerted: ['ambulance'], classes: { ambulance: 'critical' } };
  expect(applying({ ...critical, receivedOn: '2020-12-31' })).toEqual([]);
  expect(applying({ ...critical, receivedOn: '2021-01-01' })).toEqual(['ambulance 10']);
});

test('a class has its own target; a report without a class, or with another one, has that of every report', () => {
  const alpha: ResponseTarget = { ...CITY_POLICE, targetClass: 'alpha', minutes: 5 };
  const ofPolice = (police: string | undefined) =>
    applying({ classes: { police }, alerted: ['police'] }, [...FIRST_TARGETS, alpha]);
  expect(ofPolice('alpha')).toEqual(['police 5']);
  expect(ofPolice('beta')).toEqual(['police 7']);
  expect(ofPolice(undefined)).toEqual(['police 7']);
  expect(applying({ classes: { ambulance: 'emergency' }, alerted: ['ambulance'] })).toEqual(['ambulance 20']);
  expect(applying({ classes: { ambulance: 'non_profile' }, alerted: ['ambulance'] })).toEqual([]);
  expect(applying({ classes: { ambulance: 'critical' }, alerted: ['police'] })).toEqual(['police 7']);
});

test('each delivered target applies to some report; one that cannot says why', () => {
  const objects = ['road_pit', 'street_light', 'other'];
  const reports = (['urban', 'rural', undefined] as const).flatMap((area) =>
    [...POLICE_CLASSES, ...MEDICAL_CLASSES, ...objects, undefined].map((name) => ({
      ...REPORT,
      area,
      classes: { police: name, ambulance: name, municipality: name },
    })),
  );
  const keyOf = ({ service, goal, targetClass, area }: AppliedTarget) => [service, goal, targetClass, area].join('/');
  const found = reports.flatMap((report) => targetsFor(targetsOn(FIRST_TARGETS, '2026-03-01'), report)).map(keyOf);
  const rest = FIRST_TARGETS.filter((target) => !found.includes(keyOf({ ...target, ownPromise: false })));
  expect(rest.map(({ service, minutes }) => `${service} ${minutes}`)).toEqual(['police 10']);
  expect(FIRST_TARGETS.filter((target) => notAppliedReason(target) !== '')).toEqual(rest);
});

test.each<[service: ResponseTarget['service'], targetClass: string, reason: string]>([
  ['police', '', ''],
  ['police', 'delta', ''],
  [
    'police',
    'neighbouring_zone',
    'no report names "neighbouring_zone" as a class of police; there are alpha, beta, gamma, delta',
  ],
  ['ambulance', 'non_profile', ''],
  [
    'ambulance',
    'alpha',
    'no report names "alpha" as a class of ambulance; there are critical, emergency, non_emergency, non_profile',
  ],
  ['rescue', 'alpha', 'no report names a class of rescue'],
  ['municipality', 'road_sign', ''],
])('a target of %s for the class “%s” is applied, or says why not', (service, targetClass, reason) => {
  expect(notAppliedReason({ service, targetClass })).toBe(reason);
});

test('a street light has no target but the promise of its hromada', () => {
  const light: Partial<TargetedReport> = { alerted: ['municipality'], classes: { municipality: 'street_light' } };
  expect(applying(light)).toEqual([]);
  expect(applying(light, [...FIRST_TARGETS, PROMISE])).toEqual(['municipality 4320']);
  expect(applying({ ...light, receivedOn: '2026-02-28' }, [...FIRST_TARGETS, PROMISE])).toEqual([]);
  expect(applying({ ...light, hromadaCode: 'UA80000000000093317' }, [...FIRST_TARGETS, PROMISE])).toEqual([]);
  expect(targetsFor([PROMISE], { ...REPORT, ...light })).toMatchObject([{ ownPromise: true }]);
});

test('of a norm and the promise of a hromada, the shorter counts', () => {
  const pit: Partial<TargetedReport> = { alerted: ['municipality'], classes: { municipality: 'road_pit' } };
  const promise = (minutes: number) => ({ ...PROMISE, targetClass: 'road_pit', minutes });
  expect(applying(pit, [...FIRST_TARGETS, promise(1_440)])).toEqual(['municipality 1440']);
  expect(applying(pit, [...FIRST_TARGETS, promise(43_200)])).toEqual(['municipality 14400']);
});
