import type { CompletedRebuild, CounterChange } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { Rebuild } from '../reconcile/missing.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { language, say, type Text } from '../terminal/language.ts';

const COLUMNS: readonly Column<CounterChange>[] = [
  { uk: 'Таблиця', en: 'Table', of: ({ table }) => table },
  { uk: 'Показник', en: 'Measure', of: ({ measure }) => measure },
  { uk: 'Комірок із різницею', en: 'Cells that differ', of: ({ cells }) => cells },
  { uk: 'Зміна суми', en: 'Change of the sum', of: ({ sum }) => SIGNED[language()].format(sum), align: 'right' },
];

const ONE_DIGIT = { maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const;
const SIGNED = { uk: new Intl.NumberFormat('uk', ONE_DIGIT), en: new Intl.NumberFormat('en', ONE_DIGIT) };

/** What a rebuild has changed. */
export function renderRebuild({ service, producer }: Rebuild, done: CompletedRebuild | undefined): string {
  const first = say(rebuilt({ service, producer }));
  if (!done?.compared)
    return say({ uk: `${first} Лічильники не порівнювали.`, en: `${first} Its counters were not compared.` });
  if (done.changes.length === 0)
    return say({ uk: `${first} Жоден лічильник не змінився.`, en: `${first} No counter has changed.` });
  const changed = say({ uk: 'Змінилося:', en: 'It has changed:' });
  return `${first} ${changed}\n\n${renderRows(COLUMNS, done.changes)}`;
}

export function rebuilt({ service, producer }: Rebuild): Text {
  return {
    uk: `Відбудовано ${producer} у ${service} з журналу.`,
    en: `Rebuilt ${producer} in ${service} from the ledger.`,
  };
}
