import { notFound } from '@safe-community/domain-kit';
import type { RecordedOutcome } from './outcome.ts';
import { readSensitive, type ReadOrder, type ReadPorts } from '../incident/sensitive-reads.app.ts';
import type { OutcomeReader } from './outcome-book.app.ts';

/** All outcomes of an incident, oldest first; of a sensitive one only after the read was recorded. */
export async function listOutcomes(
  ports: ReadPorts & { readonly outcomes: OutcomeReader },
  order: ReadOrder,
): Promise<RecordedOutcome[]> {
  const found = await ports.outcomes.find(order.incidentId);
  if (found === undefined) throw notFound('incident');
  await readSensitive(ports, order, found);
  return found.open();
}
