import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import type { Scorecard, ScorecardRow } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import { nameOfTerritory } from '../places/name-territory.ts';
import { language, say } from '../terminal/language.ts';
import type { Paint } from '../terminal/paint.ts';
import { duration } from '../time/show-time.ts';
import { CATEGORIES } from '../wording/incidents.ts';
import { groupName, whyUnknown } from '../wording/promises.ts';
import { detailsOf } from './details.ts';
import { barOf, linesOf, paragraph, withMark } from './layout.ts';
import { dates, dotted, whole } from './numbers.ts';
import { entriesOf, titleOf } from './row.ts';
import { sourceLines } from './sources.ts';

export interface View {
  /** What is known; all, with what it rests on; or only where official figures are from. */
  readonly shows: 'known' | 'all' | 'sources';
  readonly installation: InstallationKind;
  readonly paint: Paint;
}

/** The promises of a period as lines of a terminal. */
export function renderScorecard(scorecard: Scorecard, { shows, installation, paint }: View): string {
  const isDemonstration = installation === InstallationKind.DEMONSTRATION;
  const mark = isDemonstration ? say({ uk: 'ДЕМОНСТРАЦІЯ', en: 'DEMONSTRATION' }) : '';
  const head = withMark(headOf(scorecard), mark);
  if (shows === 'sources') return [...head, '', ...sourceLines(scorecard)].join('\n');
  const rows = scorecard.rows.filter(({ shown }) => shown.includes('terminal'));
  const [unknown, known] = [true, false].map((isUnknown) =>
    rows.filter((row) => (entriesOf(row, scorecard).length === 0) === isUnknown),
  );
  const groups = [...Map.groupBy(known ?? [], ({ group }) => group)].flatMap(([group, inGroup]) => [
    paint('bold', groupName(group)),
    ...inGroup.flatMap((row) => [
      ...entriesOf(row, scorecard).flatMap((entry) => linesOf(entry, paint)),
      ...(shows === 'all' ? detailsOf(row, scorecard).flatMap((text) => paragraph(text, 4)) : []),
    ]),
  ]);
  return [
    ...head,
    '',
    ...groups,
    ...incidentLines(scorecard, paint),
    ...unknownLines(unknown ?? [], shows === 'all', paint),
    ...paragraph(footOf(scorecard)),
  ].join('\n');
}

/** "Safe Community · Ukraine · 2026, until 1 December" */
function headOf({ territoryCode, firstDay, lastDay, countedUntil, knownOn }: Scorecard): string {
  const year = firstDay.slice(0, 4);
  const isYear = firstDay === `${year}-01-01` && lastDay === `${year}-12-31`;
  const period = isYear ? year : dates(firstDay, lastDay);
  const day = isYear ? dayAndMonth(countedUntil) : dotted(countedUntil);
  const until = countedUntil >= lastDay ? '' : say({ uk: `, до ${day}`, en: `, until ${day}` });
  const known = dotted(knownOn);
  const as = knownOn === '' ? '' : say({ uk: `, за відомостями на ${known}`, en: `, as known on ${known}` });
  const name = say({ uk: 'Безпечна громада', en: 'Safe Community' });
  return `${name} · ${nameOfTerritory(territoryCode)} · ${period}${until}${as}`;
}

function dayAndMonth(day: string): string {
  const format = new Intl.DateTimeFormat({ uk: 'uk', en: 'en-GB' }[language()], {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  return format.format(new Date(day));
}

/** Most frequent first, each as a share of all, with the median until the first arrival and of how many it is. */
function incidentLines({ incidents }: Scorecard, paint: Paint): string[] {
  const known = incidents.flatMap(({ current, ...measure }) =>
    current === undefined ? [] : [{ ...measure, current }],
  );
  if (known.length === 0) return [];
  const sum = known.reduce((total, { current }) => total + current, 0n);
  const median = say({ uk: 'медіана прибуття', en: 'median response' });
  const [head = ''] = linesOf({ title: '', figure: whole(sum), picture: ' ', remark: median }, paint);
  const name = say({ uk: 'ПОДІЇ', en: 'INCIDENTS' });
  return [
    `${paint('bold', name)}${head.slice(name.length)}`,
    ...known.flatMap(({ category, current, responded = 0n, medianResponseSeconds }) => {
      const [title, figure] = [CATEGORIES.nameOf(category), whole(current)];
      const picture = barOf(sum === 0n ? 0 : Number(current) / Number(sum));
      if (medianResponseSeconds === undefined) return linesOf({ title, figure, picture }, paint);
      const [time, of] = [duration(medianResponseSeconds), whole(responded)];
      return linesOf(
        { title, figure, picture, remark: say({ uk: `${time} (з ${of})`, en: `${time} (of ${of})` }) },
        paint,
      );
    }),
  ];
}

function unknownLines(rows: readonly ScorecardRow[], isAll: boolean, paint: Paint): string[] {
  if (rows.length === 0) return [];
  const heading = `${say({ uk: 'ЩЕ НЕ ВИМІРЮЄТЬСЯ', en: 'NOT MEASURED YET' })} (${rows.length})`;
  if (isAll) {
    const reasons = rows.flatMap((row) => paragraph(`${titleOf(row)}: ${say(whyUnknown(row))}`, 2));
    return [paint('bold', heading), ...reasons];
  }
  const where = say({
    uk: 'hromada scorecard --all покаже, що саме й чому',
    en: 'hromada scorecard --all says which and why',
  });
  return [`${paint('bold', heading)}: ${where}`];
}

function footOf({ progress }: Scorecard): string {
  const sources = say({ uk: 'Джерела: hromada scorecard --sources', en: 'Sources: hromada scorecard --sources' });
  const upTo = progress.map(({ producer, position }) => `${producer} ${whole(position)}`).join(', ');
  const until =
    upTo === ''
      ? say({ uk: 'ще нічого не обліковано', en: 'nothing has been counted yet' })
      : say({ uk: `обліковано до події: ${upTo}`, en: `counted until event: ${upTo}` });
  return `${sources} · ${until}`;
}
