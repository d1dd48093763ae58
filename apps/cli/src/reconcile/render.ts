import { whole } from '../scorecard/numbers.ts';
import { renderTable } from '../scorecard/table.ts';
import type { Reconciliation } from './reconcile.ts';

/** For a person. */
export function renderReconciliation({ look, comparison }: Reconciliation): string {
  return [
    renderTable(
      LEDGERS,
      look.services.map(({ service, head }) => [service, whole(head.headPosition), whole(head.publishedPosition)]),
    ),
    renderTable(
      CONSUMERS,
      look.services.flatMap(({ service, checkpoints }) =>
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
          `Facts of intake up to ${whole(comparison.upTo)} summed up; statistics counts ${whole(comparison.incidents)}.`,
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
  { heading: 'Hears' },
  { heading: 'Applied up to', align: 'right' },
  { heading: 'Dead letters', align: 'right' },
  { heading: 'Discarded', align: 'right' },
] as const;

/** For a program; whole numbers that may be large are texts, as in protobuf's JSON. */
export function reconciliationJson({ look, comparison, missing }: Reconciliation): object {
  return {
    complete: missing.length === 0,
    missing,
    ledgers: look.services.map(({ service, head }) => ({
      service,
      epoch: head.epoch,
      head: String(head.headPosition),
      published: String(head.publishedPosition),
    })),
    consumers: look.services.flatMap(({ service, checkpoints }) =>
      checkpoints.map(({ producer, epoch, position, deadLettersWaiting, deadLettersDiscarded }) => ({
        service,
        producer,
        epoch,
        position: String(position),
        deadLettersWaiting: String(deadLettersWaiting),
        deadLettersDiscarded: String(deadLettersDiscarded),
      })),
    ),
    ...(comparison && { counts: { upTo: String(comparison.upTo), incidents: String(comparison.incidents) } }),
  };
}
