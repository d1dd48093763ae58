import { expect, test } from 'vitest';
import { overlapOf } from './overlap.ts';

const [OBLAST, HROMADA, SUCCESSOR] = ['UA05020000000026686', 'UA05020030000031457', 'UA05020170000049432'];
const always = { first: undefined, last: undefined };

test('an oblast and a hromada of it overlap; two hromadas do not', () => {
  const ofOblast = [
    { territory: OBLAST, code: HROMADA, ...always },
    { territory: OBLAST, code: SUCCESSOR, ...always },
  ];
  const own = { territory: HROMADA, code: HROMADA, ...always };
  expect(overlapOf([...ofOblast, own], '2021-11-01', '2021-11-30')).toEqual([OBLAST, HROMADA]);
  expect(
    overlapOf([own, { territory: SUCCESSOR, code: SUCCESSOR, ...always }], '2021-11-01', '2021-11-30'),
  ).toBeUndefined();
});

test('a merged hromada overlaps with its successor on no day, and with the oblast that it was in on each', () => {
  const former = { territory: HROMADA, code: HROMADA, first: undefined, last: '2021-11-14' };
  const since = { territory: SUCCESSOR, code: HROMADA, first: '2021-11-15', last: undefined };
  expect(overlapOf([former, since], '2021-11-01', '2021-11-30')).toBeUndefined();
  const ofOblast = { territory: OBLAST, code: HROMADA, ...always };
  expect(overlapOf([ofOblast, since], '2021-11-01', '2021-11-30')).toEqual([OBLAST, SUCCESSOR]);
  expect(overlapOf([ofOblast, since], '2021-11-01', '2021-11-14')).toBeUndefined();
});
