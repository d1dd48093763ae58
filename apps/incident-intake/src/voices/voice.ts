import { notFound, preconditionFailed, type Decision } from '@safe-community/domain-kit';
import { isPublished } from '../catalogue/category-policy.ts';
import type { IncidentCase } from '../incident/module.ts';
import { isOpen } from '../incident/states.ts';

/** Somebody's word that an incident concerns them too. It says nothing about who that is. */
export interface Voice {
  readonly voiceId: string;
  readonly incidentId: string;
}

type Voiced = Pick<IncidentCase, 'incidentId' | 'state' | 'isTest'>;

/** What is not published does not exist for callers without the right to read incidents: no refusal says that it does. */
export function addVoice(
  incident: Voiced,
  policy: Parameters<typeof isPublished>[0],
  voiceId: string,
): Decision<Voice> {
  const { incidentId, state, isTest } = incident;
  if (isTest || !isPublished(policy)) return notFound('request');
  if (isOpen(state)) return { voiceId, incidentId };
  return preconditionFailed('NOT_OPEN', `the request is ${state}: only one in which work remains takes voices`);
}
