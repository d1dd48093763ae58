import { whole } from '../scorecard/numbers.ts';
import { renderTable } from '../terminal/table.ts';
import type { Reconciliation } from './reconcile.ts';

/** Human-readable. */
export function renderReconciliation({ snapshot, comparison }: Reconciliation): string {
  return [
    renderTable(
      LEDGERS,
      snapshot.services.map(({ service, head }) => [service, whole(head.headPosition), whole(head.publishedPosition)]),
    ),
    renderTable(
      CONSUMERS,
      snapshot.services.flatMap(({ service, checkpoints }) =>
        checkpoints.map(({ producer, position, deadLettersWaiting, deadLettersDiscarded }) => [
          service,
          producer,
          whole(position),
          whole(deadLettersWaiting),
          whole(deadLettersDiscarded),
        ]),
      ),
    ),
    ...(comparison === undefined
      ? []
      : [
          `Summed up intake's events up to ${whole(comparison.upTo)}; statistics counts ${whole(comparison.incidents)} incidents.`,
          `Compared ${whole(comparison.cells)} counts by territory, day, and category, and ${whole(comparison.events)} of what happened to incidents.`,
          'Not compared: domestic violence and school safety, which statistics releases later.',
        ]),
  ].join('\n');
}

const LEDGERS = [
  { heading: 'Ledger of' },
  { heading: 'Head', align: 'right' },
  { heading: 'Published', align: 'right' },
] as const;

const CONSUMERS = [
  { heading: 'Service' },
  { heading: 'Producer' },
  { heading: 'Applied up to', align: 'right' },
  { heading: 'Dead letters', align: 'right' },
  { heading: 'Discarded', align: 'right' },
] as const;

/** Machine-readable; 64-bit integers are strings, as in protobuf's JSON. */
export function reconciliationJson({ snapshot, comparison, missing }: Reconciliation): object {
  return {
    complete: missing.length === 0,
    missing,
    ledgers: snapshot.services.map(({ service, head }) => ({
      service,
      epoch: head.epoch,
      head: String(head.headPosition),
      published: String(head.publishedPosition),
    })),
    consumers: snapshot.services.flatMap(({ service, checkpoints }) =>
      checkpoints.map(({ producer, epoch, position, deadLettersWaiting, deadLettersDiscarded }) => ({
        service,
        producer,
        epoch,
        position: String(position),
        deadLettersWaiting: String(deadLettersWaiting),
        deadLettersDiscarded: String(deadLettersDiscarded),
      })),
    ),
    ...(comparison && {
      counts: {
        upTo: String(comparison.upTo),
        incidents: String(comparison.incidents),
        cells: comparison.cells,
        durations: comparison.durations,
        events: comparison.events,
      },
    }),
  };
}
