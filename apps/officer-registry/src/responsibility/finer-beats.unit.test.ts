import { dutiesByUnit, type BeatAssignment } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { hasFinerBeats, servesParts } from './finer-beats.ts';

const NOW = new Date('2026-05-01T08:00:00Z');
const duty = (change: Partial<BeatAssignment> = {}): BeatAssignment => ({
  officerId: 'o-1',
  role: 'primary',
  active: true,
  deputyOrder: 0,
  startsAt: new Date(0),
  endsAt: undefined,
  ...change,
});
const where = (part: object = {}, merged: string[] = []) => ({
  place: { hromadaCode: 'h', starostaDistrictCode: '', settlementCode: '', ...part },
  merged,
});
const beat = (code: string, ...assignments: BeatAssignment[]) => ({ unitCodes: [code], assignments });

test.each([
  ['only the whole hromada has a beat', [beat('h', duty())], where(), false, false],
  ['a settlement has one too', [beat('h', duty()), beat('s', duty())], where(), true, true],
  ['only a settlement has one', [beat('s', duty())], where(), true, true],
  ['the beat of the settlement is vacant', [beat('h', duty()), beat('s')], where(), false, false],
  ['its officer is away', [beat('s', duty({ active: false }))], where(), true, false],
  ['its officer comes later', [beat('s', duty({ startsAt: new Date('2026-06-01') }))], where(), true, false],
  ['a merged hromada has one', [beat('h', duty()), beat('m', duty())], where({}, ['m']), false, false],
  ['the settlement is named', [beat('s', duty())], where({ settlementCode: 's' }), false, false],
  ['the district is named', [beat('s', duty())], where({ starostaDistrictCode: 'd' }), false, false],
])('a place without a part, when %s', (_, beats, place, isFiner, serves) => {
  const duties = dutiesByUnit(beats);
  expect(hasFinerBeats(duties, place)).toBe(isFiner);
  expect(hasFinerBeats(duties, place)).toBe(isFiner);
  expect(servesParts(duties, place, NOW)).toBe(serves);
});
