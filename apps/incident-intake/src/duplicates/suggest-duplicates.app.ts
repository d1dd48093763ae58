import { notFound } from '@safe-community/domain-kit';
import { comparable, likeliest, type Suggestion } from './likeliest.ts';
import type { Comparable } from './likeness.ts';
import { centresWithinKm, searchArea } from './search-area.ts';
import type { Incident } from '../incident/incident.ts';
import { maySeeIncident } from '../incident/access.adapter.ts';
import { demandReader, recordReads, type ReadOrder } from '../incident/sensitive-reads.app.ts';
import type { SuggestPorts } from './duplicate-ports.app.ts';

/** Incidents that are likely the same as this one, the likeliest first. */
export async function suggestDuplicates(
  ports: SuggestPorts,
  order: ReadOrder,
  leastScore: number,
): Promise<Suggestion[]> {
  const found = await ports.incidentReader.find(order.incidentId);
  if (found === undefined) throw notFound('incident');
  demandReader(order, found);
  const incident = found.open();
  const subject = comparable(incident);
  const { attributes: rules } = ports.catalogue.policy(incident.category);
  const area = searchArea(subject, incident.receivedAt, rules);
  const oblasts = oblastsOf(ports, incident, subject);
  const candidates = await ports.candidates.candidates(incident, area, oblasts);
  const visible = candidates.filter((candidate) => maySeeIncident(order.rights, candidate));
  const likely = likeliest(subject, visible, rules, leastScore);
  // The distance to each tells where it is: that is a read of it.
  const answered = [order.incidentId, ...likely.map(({ incident: { incidentId } }) => incidentId)];
  await recordReads(ports, order, found.category, answered);
  return likely;
}

/** Its own, and those that begin near its point. */
function oblastsOf({ territory }: SuggestPorts, { oblastCode, category }: Incident, { point }: Comparable): string[] {
  const around = point === undefined ? [] : territory.oblastsAround(point, centresWithinKm(category));
  return [...new Set([oblastCode, ...around])];
}
