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

type Policy = Parameters<typeof isPublished>[0];

/** Whether others than its reporter may know of an incident. */
export function isOpenToVoices({ isTest }: Pick<IncidentCase, 'isTest'>, policy: Policy): boolean {
  return !isTest && isPublished(policy);
}

/** What is not published does not exist for callers without the right to read incidents: no refusal says that it does. */
export function addVoice(incident: Voiced, policy: Policy, voiceId: string): Decision<Voice> {
  const { incidentId, state } = incident;
  if (!isOpenToVoices(incident, policy)) return notFound('request');
  if (isOpen(state)) return { voiceId, incidentId };
  return preconditionFailed('NOT_OPEN', `the request is ${state}: only one in which work remains takes voices`);
}
