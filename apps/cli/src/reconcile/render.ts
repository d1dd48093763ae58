import { whole } from '../scorecard/numbers.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { say, type Text } from '../terminal/language.ts';
import type { Comparison } from './compare-counts.ts';
import type { Reconciliation } from './reconcile.ts';
import type { ConsumerSnapshot, ServiceSnapshot } from './snapshot.ts';

/** Human-readable. */
export function renderReconciliation({ snapshot, comparison }: Reconciliation): string {
  const { services } = snapshot;
  const consumed = services.flatMap(({ service, checkpoints }) => checkpoints.map((one) => ({ ...one, service })));
  return [
    renderRows(LEDGERS, services),
    renderRows(CONSUMERS, consumed),
    ...(comparison === undefined ? [] : [say(comparedIn(comparison))]),
  ].join('\n');
}

function comparedIn({ upTo, incidents, cells, events }: Comparison): Text {
  const [until, counted, ofCells, ofEvents] = [upTo, incidents, cells, events].map(whole);
  return {
    uk: `Підсумовано події incident-intake до ${until}; statistics рахує інцидентів: ${counted}.
Звірено кількостей за територією, днем і категорією: ${ofCells}, того, що сталося з інцидентами: ${ofEvents}.
Не звірено: домашнє насильство й безпека в школах, які statistics оприлюднює пізніше.`,
    en: `Summed up intake's events up to ${until}; statistics counts ${counted} incidents.
Compared ${ofCells} counts by territory, day, and category, and ${ofEvents} of what happened to incidents.
Not compared: domestic violence and school safety, which statistics releases later.`,
  };
}

const LEDGERS: readonly Column<ServiceSnapshot>[] = [
  { uk: 'Журнал служби', en: 'Ledger of', of: ({ service }) => service },
  { uk: 'Остання позиція', en: 'Head', of: ({ head }) => head.headPosition },
  { uk: 'Опубліковано', en: 'Published', of: ({ head }) => head.publishedPosition },
];

const CONSUMERS: readonly Column<ConsumerSnapshot & { readonly service: string }>[] = [
  { uk: 'Служба', en: 'Service', of: ({ service }) => service },
  { uk: 'Джерело', en: 'Producer', of: ({ producer }) => producer },
  { uk: 'Застосовано до', en: 'Applied up to', of: ({ position }) => position },
  { uk: 'Не застосовано', en: 'Dead letters', of: ({ deadLettersWaiting }) => deadLettersWaiting },
  { uk: 'Відхилено', en: 'Discarded', of: ({ deadLettersDiscarded }) => deadLettersDiscarded },
];

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
