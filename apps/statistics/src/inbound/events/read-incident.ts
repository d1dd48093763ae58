import { kyivDay } from '../../domain/day.ts';
import type { CountedIncident, Growth } from '../../domain/incident-count.ts';
import { categoryOf, codeOf, timeOf } from './read-event.ts';

/** What every event of an incident that counts tells of it: where, when and as what it is counted. */
interface Located {
  readonly category: number;
  readonly receivedTime?: Date | undefined;
  readonly hromadaCode: string;
  readonly oblastCode: string;
  readonly demonstration: boolean;
}

/** The same incident comes to the same counters, whatever happens to it. */
export function countedIncident(message: Located, growth: Growth): CountedIncident {
  return {
    category: categoryOf(message),
    day: kyivDay(timeOf(message.receivedTime, 'received_time')),
    hromadaCode: codeOf(message.hromadaCode, 'hromada_code'),
    oblastCode: codeOf(message.oblastCode, 'oblast_code'),
    demonstration: message.demonstration,
    growth,
  };
}
