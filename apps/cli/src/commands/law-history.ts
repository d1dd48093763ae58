import { LawRule, type LawRevision } from '@safe-community/contracts/incidents/v1/law.ts';
import { ListLawRevisionsResponse } from '@safe-community/contracts/incidents/v1/law_service.ts';
import type { Connection } from '../connection/connect-services.ts';
import { renderRows, type Column } from '../lists/columns.ts';
import { say } from '../terminal/language.ts';
import { printJson, printText } from '../terminal/print.ts';
import { allPages } from '../lists/list.ts';

/** Every change of the law, newest first. */
export async function printHistory(law: Connection['law'], json: boolean): Promise<void> {
  const answer = await allPages((page) => law.listLawRevisions(page));
  if (json) return printJson(ListLawRevisionsResponse.toJSON(answer));
  printText(renderRows(COLUMNS, answer.revisions));
}

const COLUMNS: readonly Column<LawRevision>[] = [
  {
    uk: 'Коли (Київ)',
    en: 'When (Kyiv)',
    of: ({ record }) => record?.recordedTime ?? say({ uk: 'перший випуск', en: 'first release' }),
  },
  { uk: 'Хто', en: 'By', of: ({ record }) => record?.callingSystem, drop: 2 },
  { uk: 'Норма', en: 'Rule', of: ({ ruleId }) => ruleId },
  { uk: 'Зміна', en: 'Change', of: ({ before, after }) => changeOf(before, after) },
  {
    uk: 'Джерело',
    en: 'Source',
    of: ({ after }) => {
      const { source = '', note = '' } = after?.rule?.value.basis ?? {};
      return [source, note].filter((text) => text !== '').join(' – ');
    },
    drop: 1,
  },
];

/** "bounds.most 15 → 20, basis.status RULE_STATUS_SECONDARY → RULE_STATUS_CONFIRMED" */
export function changeOf(before: LawRule | undefined, after: LawRule | undefined): string {
  if (before === undefined) return say({ uk: 'додано', en: 'added' });
  const [was, is] = [valuesOf(before), valuesOf(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((path) => was.get(path) !== is.get(path));
  const none = say({ uk: 'немає', en: 'none' });
  const words = changed.map((path) => `${path} ${was.get(path) ?? none} → ${is.get(path) ?? none}`);
  return words.join(', ') || say({ uk: 'записано повторно', en: 'recorded again' });
}

/** The values of a rule by their paths, without the texts that have a column of their own. */
function valuesOf(rule: LawRule | undefined): ReadonlyMap<string, string> {
  const [value] = Object.values(rule === undefined ? {} : (LawRule.toJSON(rule) as object));
  return new Map(leavesOf(value, '').filter(([path]) => path !== 'basis.source' && path !== 'basis.note'));
}

function leavesOf(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, part]) => leavesOf(part, path === '' ? name : `${path}.${name}`));
}
