import { isRefused, type Decision } from '@safe-community/domain-kit';
import type { EntityManager } from '@safe-community/database';
import type { NewEvent } from '@safe-community/events';
import { type IncidentCase } from '../incident/incident-case.ts';
import type { BothChanges } from './merge.ts';
import { beginStep, type Step, type StepOrder } from '../incident/change-incident.app.ts';
import type { MergePorts } from './duplicate-ports.app.ts';

interface BothSteps {
  readonly duplicate: Step;
  readonly primary: Step;
}

/** Locks both incidents in the order of their ids, so that two merges never wait for each other. */
export async function beginBoth(
  ports: MergePorts,
  em: EntityManager,
  order: StepOrder,
  primaryId: string,
  events: NewEvent[],
): Promise<BothSteps> {
  const beginDuplicate = (): Promise<Step> => beginStep(ports, em, order, events);
  // The version that was told is that of the duplicate.
  const beginPrimary = (): Promise<Step> =>
    beginStep(ports, em, { ...order, incidentId: primaryId, expectedVersion: 0 }, events);
  if (order.incidentId < primaryId) {
    const duplicate = await beginDuplicate();
    return { duplicate, primary: await beginPrimary() };
  }
  const primary = await beginPrimary();
  return { duplicate: await beginDuplicate(), primary };
}

/** Saves both; facts of the duplicate come first. */
export async function saveBoth(
  steps: BothSteps,
  changes: Decision<BothChanges>,
): Promise<{ duplicate: IncidentCase; primary: IncidentCase }> {
  if (isRefused(changes)) throw changes;
  const duplicate = await steps.duplicate.save(changes.duplicate);
  return { duplicate, primary: await steps.primary.save(changes.primary) };
}
