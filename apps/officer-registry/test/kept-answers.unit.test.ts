import { expect, test } from 'vitest';
import type { Directory } from '../src/app/ports.ts';
import type { Beat } from '../src/domain/beat.ts';
import type { Officer } from '../src/domain/officer.ts';
import type { Duty } from '../src/domain/responsible.ts';
import { handleFindResponsibleOfficer } from '../src/inbound/grpc/read-officers.ts';

const HROMADA: Beat = { hromadaCode: 'UA05020030000031457', starostaDistrictCode: '' };
const DISTRICT: Beat = { ...HROMADA, starostaDistrictCode: '0520655500' };

test('an answer is kept while the officer and the part on the beat are the same', async () => {
  let officer = named('Особа перша');
  const duties = new Map([
    ['', dutyOn(HROMADA)],
    [DISTRICT.starostaDistrictCode, dutyOn(DISTRICT)],
  ]);
  const directory: Directory = {
    importedUnit: () => undefined,
    dutiesOn: ({ starostaDistrictCode }) => [duties.get(starostaDistrictCode)].filter((duty) => duty !== undefined),
    duties: () => duties.values(),
    officer: () => officer,
    refresh: () => Promise.resolve(),
  };
  const find = handleFindResponsibleOfficer(directory);

  const first = await find(HROMADA);
  expect(first).toMatchObject({ beat: HROMADA, officer: { fullName: 'Особа перша' } });
  expect(await find(HROMADA)).toBe(first);
  expect(await find(DISTRICT)).toMatchObject({ beat: DISTRICT });
  duties.set('', { ...dutyOn(HROMADA), role: 'deputy' });
  expect((await find(HROMADA)).role).not.toBe(first.role);
  officer = named('Особа друга');
  expect(await find(HROMADA)).toMatchObject({ officer: { fullName: 'Особа друга' } });
});

function dutyOn(beat: Beat): Duty {
  return { officerId: 'one', state: 'active', beat, role: 'primary', assignedAt: new Date(0) };
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
    demonstration: false,
    assignments: [],
  };
}
