import { isRefused } from '@safe-community/domain-kit';
import { expect, test } from 'vitest';
import { aCase } from '../../test/a-case.ts';
import { BUILT_IN } from '../catalogue/built-in.ts';
import { INCIDENT_STATES } from '../incident/states.ts';
import { addVoice } from './voice.ts';

const PUBLISHED = BUILT_IN.find(({ category }) => category === 'infrastructure')!;

test('a request takes voices exactly while work remains', () => {
  const open = INCIDENT_STATES.filter((state) => !isRefused(addVoice(aCase({ state }), PUBLISHED, 'v')));
  expect(open).toEqual(['received', 'triaged', 'dispatched', 'en_route', 'on_scene', 'reopened']);
  expect(addVoice(aCase({ incidentId: 'i' }), PUBLISHED, 'v')).toEqual({ voiceId: 'v', incidentId: 'i' });
  expect(addVoice(aCase({ state: 'closed' }), PUBLISHED, 'v')).toMatchObject({ reason: 'NOT_OPEN' });
});

test('a test, and one of a category that is not published, is not there, whatever its state', () => {
  for (const state of INCIDENT_STATES) {
    for (const refusal of [
      addVoice(aCase({ state, isTest: true }), PUBLISHED, 'v'),
      addVoice(aCase({ state }), { ...PUBLISHED, published: false }, 'v'),
    ]) {
      expect(refusal).toMatchObject({ kind: 'not-found' });
    }
  }
});
