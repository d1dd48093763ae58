import { accepted, dutiesByUnit } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import type { Officer } from '../officers/officer.ts';
import type { Duty } from './duty.ts';
import { answerFor, keptAnswers } from './responsibility.queries.ts';

const HROMADA = 'UA05020030000031457';
const DISTRICT = '0520655500';

test('a cached answer is reused while the officer, the duty and the reason are the same', async () => {
  let officer = named('Особа перша');
  let duty = dutyOn('');
  const onDistrict = dutyOn(DISTRICT);
  const needs = { directory: { officer: () => officer }, findOfficer: async () => undefined };
  const answerOf = keptAnswers();
  const find = async (starostaDistrictCode = '') => {
    const duties = dutiesByUnit([
      { unitCodes: [HROMADA], assignments: [duty] },
      { unitCodes: [DISTRICT], assignments: [onDistrict] },
    ]);
    const place = { hromadaCode: HROMADA, starostaDistrictCode, settlementCode: '' };
    return answerOf(accepted(await answerFor(needs, duties, place, new Date(1))));
  };

  const first = await find();
  expect(first).toMatchObject({ beat: dutyOn('').beat, officer: { fullName: 'Особа перша' }, unitCode: HROMADA });
  expect(await find()).toBe(first);
  expect(await find(DISTRICT)).toMatchObject({ beat: onDistrict.beat, unitCode: DISTRICT });
  duty = { ...duty, role: 'deputy' };
  const deputy = await find();
  expect(deputy.role).not.toBe(first.role);
  expect(deputy.reason).not.toBe(first.reason);
  officer = named('Особа друга');
  expect(await find()).toMatchObject({ officer: { fullName: 'Особа друга' } });
});

function dutyOn(starostaDistrictCode: string): Duty {
  return {
    officerId: 'one',
    beatId: `beat ${starostaDistrictCode}`,
    role: 'primary',
    active: true,
    deputyOrder: 0,
    startsAt: new Date(0),
    endsAt: undefined,
    beat: { hromadaCode: HROMADA, starostaDistrictCode },
    unitCodes: [starostaDistrictCode || HROMADA],
    state: 'active',
  };
}

function named(fullName: string): Officer {
  return {
    officerId: 'one',
    kind: 'community',
    state: 'active',
    person: { fullName, phone: '' },
    serviceNumber: '',
    patrolUnitCode: '',
    registeredAt: new Date(0),
    assignments: [],
  };
}
