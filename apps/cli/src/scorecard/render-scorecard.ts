import { InstallationKind } from '@safe-community/contracts/installation/v1/installation.ts';
import { Completeness } from '@safe-community/contracts/statistics/v1/coverage.ts';
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
import { boundText, entriesOf, isIncomplete, titleOf } from './row.ts';
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
  const shown = scorecard.rows.filter((row) => row.shown.includes('terminal'));
  const rows = shown.map((row) => ({ row, entries: entriesOf(row, { ...scorecard, isDemonstration }) }));
  const isKnown = ({ entries }: (typeof rows)[number]) => entries.length > 0;
  const groups = [...Map.groupBy(rows.filter(isKnown), ({ row }) => row.group)].flatMap(([group, inGroup]) => [
    paint('bold', groupName(group)),
    ...inGroup.flatMap(({ row, entries }) => [
      ...entries.flatMap((entry) => linesOf(entry, paint)),
      ...(shows === 'all' ? detailsOf(row, scorecard).flatMap((text) => paragraph(text, 4)) : []),
    ]),
  ]);
  const unknown = rows.filter((each) => !isKnown(each)).map(({ row }) => row);
  return [
    ...head,
    '',
    ...groups,
    ...incidentLines(scorecard, paint),
    ...unknownLines(unknown, shows === 'all', paint),
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
  const locale = { uk: 'uk', en: 'en-GB' }[language()];
  return new Date(day).toLocaleDateString(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
}

/** Most frequent first, each as a share of all, with the median until the first arrival and of how many it is. */
function incidentLines({ incidents }: Scorecard, paint: Paint): string[] {
  const known = incidents.flatMap(({ current, ...more }) =>
    current === undefined || more.coverage?.completeness === Completeness.UNKNOWN ? [] : [{ ...more, current }],
  );
  if (known.length === 0) return [];
  const sum = known.reduce((total, { current }) => total + current, 0n);
  const least = known.find(({ coverage }) => isIncomplete(coverage));
  const all = boundText(whole(sum), least?.coverage);
  return [
    paint('bold', say({ uk: `ПОДІЇ (${all}), МЕДІАНА ПРИБУТТЯ`, en: `INCIDENTS (${all}), MEDIAN RESPONSE` })),
    ...known.flatMap(({ category, current, coverage, responded = 0n, medianResponseSeconds: seconds }) => {
      const [title, figure] = [CATEGORIES.nameOf(category), boundText(whole(current), coverage)];
      const of = say({ uk: `(з ${whole(responded)})`, en: `(of ${whole(responded)})` });
      const remark = seconds === undefined ? '' : `${duration(seconds)} ${of}`;
      return linesOf({ title, figure, picture: barOf(Number(current) / Number(sum || 1n)), remark }, paint);
    }),
  ];
}

function unknownLines(rows: readonly ScorecardRow[], isAll: boolean, paint: Paint): string[] {
  if (rows.length === 0) return [];
  const heading = paint('bold', `${say({ uk: 'ЩЕ НЕ ВИМІРЮЄТЬСЯ', en: 'NOT MEASURED YET' })} (${rows.length})`);
  if (isAll) return [heading, ...rows.flatMap((row) => paragraph(`${titleOf(row)}: ${say(whyUnknown(row))}`, 2))];
  const what = say({ uk: 'покаже, що саме й чому', en: 'says which and why' });
  return [`${heading}: hromada scorecard --all ${what}`];
}

function footOf({ progress }: Scorecard): string {
  const sources = `${say({ uk: 'Джерела', en: 'Sources' })}: hromada scorecard --sources`;
  const upTo = progress.map(({ producer, position }) => `${producer} ${whole(position)}`).join(', ');
  const until =
    upTo === ''
      ? say({ uk: 'ще нічого не обліковано', en: 'nothing has been counted yet' })
      : say({ uk: `обліковано до події: ${upTo}`, en: `counted until event: ${upTo}` });
  return `${sources} · ${until}`;
}
