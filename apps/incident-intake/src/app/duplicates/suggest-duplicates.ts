import { notFound } from '@safe-community/grpc-kit';
import { comparable, likeliest, type Suggestion } from '../../domain/duplicates/likeliest.ts';
import { searchArea } from '../../domain/duplicates/search-area.ts';
import { demandReader, recordReads, type ReadOrder } from '../reading/sensitive-reads.ts';
import type { SuggestPorts } from './duplicate-ports.ts';

/** Incidents that are likely the same as this one, the likeliest first. */
export async function suggestDuplicates(
  ports: SuggestPorts,
  order: ReadOrder,
  leastScore: number,
): Promise<Suggestion[]> {
  const found = await ports.incidentReader.find(order.incidentId);
  if (found === undefined) throw notFound('incident');
  demandReader(order, found.category);
  const incident = found.open();
  const subject = comparable(incident);
  const { attributes: rules } = ports.catalogue.policy(incident.category);
  const area = searchArea(subject, incident.receivedAt, rules);
  const likely = likeliest(subject, await ports.candidates.candidates(incident, area), rules, leastScore);
  // The distance to each tells where it is: that is a read of it.
  const answered = [order.incidentId, ...likely.map(({ incident: { incidentId } }) => incidentId)];
  await recordReads(ports, order, found.category, answered);
  return likely;
}
