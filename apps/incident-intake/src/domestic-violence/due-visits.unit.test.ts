import type { View } from '@safe-community/security/policy';
import { expect, test } from 'vitest';
import { listDueVisits, type DueVisitPorts } from './list-due-visits.app.ts';
import type { Reader } from '../incident/sensitive-reads.app.ts';
import { minutes, T0 } from '../../test/a-case.ts';
import { VINNYTSIA, VINNYTSIA_OBLAST } from '../../test/messages.ts';

const NEIGHBOUR = 'UA05020170000049432';
const LVIV = 'UA46060250000025047';
const COUNTRY = 'UA';

const view = (categories: View['categories'], ...territory: readonly string[]): View => ({
  territory: new Set(territory),
  categories,
});

/** Where visits are looked for. */
async function lookedFor(views: readonly View[], hromadaCode = ''): Promise<readonly string[]> {
  let within: readonly string[] = [];
  const ports: DueVisitPorts = {
    violenceReader: {
      async listDue(wanted) {
        within = wanted.within;
        return [];
      },
    },
    reads: { record: () => Promise.resolve() },
    origin: { now: () => T0, newId: () => '' },
  };
  const reader: Reader = {
    caller: {
      name: 'client',
      edrpou: '',
      subsystem: 'case-management',
      roles: [],
      personRoles: [],
      territory: new Set(),
    },
    actingUser: 'officer-7',
    method: '/x',
    purpose: '',
    rights: { scope: 'incidents.protect-victims', views },
    reason: 'план візитів',
  };
  await listDueVisits(ports, reader, { dueBy: minutes(60), hromadaCode }, undefined, 50);
  return within;
}

test('who protects victims in one hromada and sees other cases of the whole country sees no visits elsewhere', async () => {
  const views = [view('ordinary', COUNTRY), view(new Set(['domestic_violence']), VINNYTSIA), view('ordinary', LVIV)];
  expect(await lookedFor(views)).toEqual([VINNYTSIA]);
  expect(await lookedFor(views, VINNYTSIA)).toEqual([VINNYTSIA]);
  expect(await lookedFor(views, LVIV)).toEqual([]);
});

test('visits are looked for in all of the territory, or in that part of it that was asked for', async () => {
  expect(await lookedFor([view('all', COUNTRY)])).toEqual(['%']);
  expect(await lookedFor([view('all', COUNTRY)], LVIV)).toEqual([LVIV]);
  expect(await lookedFor([view('all', VINNYTSIA_OBLAST, LVIV)])).toEqual(['UA05%', LVIV]);
  expect(await lookedFor([view('all', VINNYTSIA_OBLAST, LVIV)], NEIGHBOUR)).toEqual([NEIGHBOUR]);
  expect(await lookedFor([view('all', VINNYTSIA)], NEIGHBOUR)).toEqual([]);
});
