import type { View } from '@safe-community/security/policy';
import { accepted } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { suggest, type SuggestionParts } from './suggestions.queries.ts';
import type { Category } from '../catalogue/category.ts';
import { anIncident, POLICY, T0 } from '../../test/a-case.ts';
import { VINNYTSIA } from '../../test/messages.ts';

const NEIGHBOUR = 'UA05020170000049432';

/** Which of two equally likely incidents are suggested, and which reads are recorded. */
async function suggestedTo(views: readonly View[], category: Category) {
  const recorded: string[] = [];
  const [subject, ...others] = [
    anIncident({ incidentId: 'subject', hromadaCode: VINNYTSIA, category }),
    anIncident({ incidentId: 'beside', hromadaCode: VINNYTSIA, category }),
    anIncident({ incidentId: 'beyond', hromadaCode: NEIGHBOUR, category }),
  ];
  const parts: SuggestionParts = {
    incidentFinder: { find: async () => ({ ...subject, open: () => subject }) },
    candidates: async () => others,
    catalogue: { policy: () => ({ ...POLICY, category }) },
    territory: { oblastsAround: () => [] },
    reads: {
      async record(reads) {
        recorded.push(...reads.map(({ incidentId }) => incidentId));
      },
    },
    clock: { now: () => T0, newId: () => '' },
  };
  const order = {
    caller: {
      name: 'client',
      edrpou: '',
      subsystem: '',
      roles: [],
      personRoles: [],
      territory: new Set<string>(),
      sendsTests: false,
    },
    actingUser: 'officer-7',
    method: '/x',
    purpose: '',
    rights: { scope: 'incidents.merge', views },
    reason: 'перевірка',
    incidentId: 'subject',
  };
  const suggested = accepted(await suggest(parts, order, 0.1));
  return { suggested: suggested.map(({ incident: { incidentId } }) => incidentId), recorded };
}

test('neither suggests an incident outside the caller’s territory nor records a read of it', async () => {
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
