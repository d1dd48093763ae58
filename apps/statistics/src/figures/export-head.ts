import type { Installation } from '@safe-community/domain-kit';
import type { Territories } from '../territory/module.ts';
import type { FigureRequest } from './figure.ts';
import { leftOut } from './left-out.ts';
import type { Measure } from './measure.ts';

/** What the header of a file is made of. */
export interface ExportHead {
  readonly installation: Installation;
  readonly request: FigureRequest;
  readonly measures: readonly Measure[];
  readonly exportedAt: Date;
  /** Up to which event of each producer the figures count, at least. */
  readonly positions: readonly LedgerPosition[];
}

interface LedgerPosition {
  readonly producer: string;
  readonly position: string;
}

const PUBLISHER =
  'Safe Community, statistics service: counted from the events of the registry, intake, and camera rollout';
const INSTALLATION_NOTES: Readonly<Record<Installation, string>> = {
  demonstration: 'demonstration: invented data',
  real: 'real',
};
const NOTE =
  'what is not known is left out, and is not 0; an incomplete count is a lower bound, and another incomplete value rests on a part of the cases; reported for covered_percent of the people and days';
const POSITIONS =
  'all events up to these positions of the ledgers are counted, and perhaps later ones: as_known_on leaves these out';

/** What a file holds, as an object. What was not asked for is "all", so that a reader need not know the defaults. */
export function aboutOf({ installation, request, measures, exportedAt, positions }: ExportHead) {
  const { from, to, knownOn, territoryAsOf, groupBy, category, placeCodes = [], attribute = '' } = request;
  return {
    publisher: PUBLISHER,
    installation: INSTALLATION_NOTES[installation],
    exported_time: exportedAt.toISOString(),
    period: `${from} to ${to}, days of Europe/Kyiv`,
    as_known_on: knownOn ?? 'now',
    territories: territoriesOf(request.territory),
    territory_as_of: territoryAsOf === 'event' ? 'the day of the event' : 'today',
    group_by: groupBy.join(' '),
    category: category ?? 'all',
    place_codes: placeCodes.length === 0 ? 'all' : placeCodes.join(' '),
    attribute: attribute === '' ? 'all' : attribute,
    ledger_positions: positions.map(({ producer, position }) => `${producer} ${position}`).join(', '),
    ledger_note: POSITIONS,
    note: NOTE,
    measures: measures.map(describeMeasure),
  };
}

function territoriesOf(territory: Territories): string {
  if ('codes' in territory) return territory.codes.join(' ');
  const { level, withinCode } = territory;
  return withinCode === undefined ? `all of level ${level}` : `all of level ${level} in ${withinCode}`;
}

function describeMeasure(measure: Measure) {
  const { name, nameEn, nameUk, unit, kind, definition, definitionUk, basis, relativeError } = measure;
  const suppression = leftOut(measure);
  return {
    name,
    name_en: nameEn,
    name_uk: nameUk,
    unit,
    kind,
    definition,
    definition_uk: definitionUk,
    basis,
    suppression: suppression.en,
    suppression_uk: suppression.uk,
    ...(relativeError !== undefined && { relative_error: relativeError }),
  };
}

/** The same as lines that a reader of CSV skips: each begins with "#", and none holds the end of a line. */
export function commentsOf(head: ExportHead): string[] {
  const { measures, ...about } = aboutOf(head);
  return [
    ...Object.entries(about).map(([name, value]) => `# ${name} ${value}`),
    ...measures.map((measure) => `# measure ${wordsOf(measure).join(' | ')}`),
  ];
}

function wordsOf({ relative_error: error, ...texts }: ReturnType<typeof describeMeasure>): string[] {
  return [...Object.values(texts), ...(error === undefined ? [] : [`relative_error ${error}`])];
}
