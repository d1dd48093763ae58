/** A rule as the document shows it: the cells of its own, and what every rule has. */
export interface ShownRule {
  readonly cells: readonly string[];
  readonly validFrom: string;
  /** Empty while the rule holds. */
  readonly validTo?: string | undefined;
  readonly status: Status;
  readonly source: string;
  readonly note?: string | undefined;
}

const STATUSES = ['confirmed', 'secondary', 'unconfirmed'] as const;
type Status = (typeof STATUSES)[number];

/** Rules of one kind. */
export interface Section {
  readonly title: string;
  /** What a reader must know, in Markdown. */
  readonly text: string;
  readonly heads: readonly string[];
  readonly rules: readonly ShownRule[];
}

/** For rules that a person has compared with their source, or not. */
export function statusOf(confirmed: boolean): Status {
  return confirmed ? 'confirmed' : 'unconfirmed';
}

/** All sections, after a table of how many rules of each status they have. */
export function renderSections(sections: readonly Section[]): string {
  const counts = sections.map(({ title, rules }) => [
    `[${title}](#${title.toLowerCase().replaceAll(' ', '-')})`,
    ...STATUSES.map((status) => String(rules.filter((rule) => rule.status === status).length)),
  ]);
  return [table(['rules', ...STATUSES], counts), ...sections.map(render)].join('\n');
}

function render({ title, text, heads, rules }: Section): string {
  const hasNotes = rules.some(({ note = '' }) => note !== '');
  const rows = rules.map(({ cells, validFrom, validTo = '', status, source, note = '' }) => [
    ...cells,
    validTo === '' ? `from ${validFrom}` : `${validFrom} to ${validTo}`,
    status === 'confirmed' ? status : `**${status}**`,
    source,
    ...(hasNotes ? [note] : []),
  ]);
  const ownHeads = [...heads, 'holds', 'status', 'source', ...(hasNotes ? ['note'] : [])];
  return `## ${title}\n\n${text}\n\n${table(ownHeads, rows)}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |\n`).join('');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}

/** "community_works" in plain words. */
export function words(code: string): string {
  return code.replaceAll('_', ' ');
}

/** "1 day", "6 months" */
export function counted(count: number, unit: string): string {
  return `${count} ${words(count === 1 ? unit.replace(/s$/, '') : unit)}`;
}
