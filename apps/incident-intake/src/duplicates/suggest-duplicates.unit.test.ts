import type { View } from '@safe-community/security/policy';
import { expect, test } from 'vitest';
import type { SuggestPorts } from './duplicate-ports.app.ts';
import { suggestDuplicates } from './suggest-duplicates.app.ts';
import type { Category } from '../catalogue/category.ts';
import { anIncident, POLICY, T0 } from '../../test/a-case.ts';
import { VINNYTSIA } from '../../test/messages.ts';

const NEIGHBOUR = 'UA05020170000049432';

/** Which of two incidents that are just alike are suggested, and of which it is recorded that they were read. */
async function suggestedTo(views: readonly View[], category: Category) {
  const recorded: string[] = [];
  const [subject, ...others] = [
    anIncident({ incidentId: 'subject', hromadaCode: VINNYTSIA, category }),
    anIncident({ incidentId: 'beside', hromadaCode: VINNYTSIA, category }),
    anIncident({ incidentId: 'beyond', hromadaCode: NEIGHBOUR, category }),
  ];
  const ports: SuggestPorts = {
    incidentReader: { find: async () => ({ ...subject, open: () => subject }) },
    candidates: { candidates: async () => others },
    catalogue: { revision: 1, policy: () => ({ ...POLICY, category }) },
    territory: { oblastsAround: () => [] },
    reads: {
      async record(reads) {
        recorded.push(...reads.map(({ incidentId }) => incidentId));
      },
    },
    origin: { now: () => T0, newId: () => '' },
  };
  const order = {
    caller: { name: 'client', edrpou: '', subsystem: '', roles: [], personRoles: [], territory: new Set<string>() },
    actingUser: 'officer-7',
    method: '/x',
    purpose: '',
    rights: { scope: 'incidents.merge', views },
    reason: 'перевірка',
    incidentId: 'subject',
  };
  const suggested = await suggestDuplicates(ports, order, 0.1);
  return { suggested: suggested.map(({ incident: { incidentId } }) => incidentId), recorded };
}

test('what lies where the caller may not look is not suggested, however near it is, and no read of it is recorded', async () => {
  const own: View = { territory: new Set([VINNYTSIA]), categories: 'all' };
  expect(await suggestedTo([own], 'fire')).toEqual({ suggested: ['beside'], recorded: [] });
  expect(await suggestedTo([own], 'domestic_violence')).toEqual({
    suggested: ['beside'],
    recorded: ['subject', 'beside'],
  });
  const everywhere: View = { territory: new Set(['UA']), categories: 'ordinary' };
  expect(await suggestedTo([own, everywhere], 'domestic_violence')).toMatchObject({ suggested: ['beside'] });
  expect(await suggestedTo([own, everywhere], 'fire')).toMatchObject({ suggested: ['beside', 'beyond'] });
});
