import { IncidentCategory, IncidentState, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Installation, Violation } from '@safe-community/domain-kit';
import { compileAttributes } from './attributes.ts';
import { compileCasualties } from './casualties.ts';
import { compileClassification } from './classification.ts';
import { Columns } from './columns.ts';
import { compileConditions } from './condition.ts';
import { deriveColumns } from './derived-columns.ts';
import { Findings } from './findings.ts';
import type { FurtherFile } from './further-file.ts';
import { joinFiles } from './joined-files.ts';

import type { MappedRow, Reason } from './mapped-row.ts';
import { compilePlace } from './place.ts';
import { NO_PLACE } from './place-code.ts';
import { brokenRecord, type CsvRecord } from './records.ts';
import { toldBy } from './repeated-keys.ts';
import { compileResponders } from './responders.ts';
import { keyText, RowKeys } from './row-keys.ts';
import type { Mapping } from './schema.ts';
import { columnOf, compileRowTimes, mayHave, tooEarly } from './row-times.ts';
import type { ReadRowTime } from './times.ts';
import { compileTranslation, isOfEmptyCell, namedWords, type Meaning } from './translation.ts';
import {
  categoryOf,
  CATEGORY_WORDS,
  channelOf,
  CHANNEL_WORDS,
  endOf,
  stateOf,
  STATE_WORDS,
  type CategoryRules,
  type RowState,
} from './words.ts';

/** Maps the rows of an export, and remembers what the mapping lacks. */
export interface RowMapper {
  readonly findings: Findings;
  /** What becomes of further rows of a key; `mapRecords` merges them, or takes the latest. */
  readonly repeated: NonNullable<Mapping['repeated']>;
  /** The description of the cells of its columns. */
  textOf(described: readonly string[]): string;
  map(record: CsvRecord): MappedRow;
  /** Which row is later, of those of a key. Undefined for a row that is left out, or that does not say it. */
  versionOf(record: CsvRecord): RowVersion | undefined;
}

interface RowVersion {
  readonly key: string;
  readonly time: Date;
}

/** What a mapping is applied to. */
export interface MappedFile {
  /** The names of the columns of the export. */
  readonly header: readonly string[];
  readonly files: readonly FurtherFile[];
  /** The categories that may be reported now, with their attributes. */
  readonly catalogue: readonly CategoryRules[];
  /** Of the rows: in a real one, no point may be moved. */
  readonly installation: Installation;
  /** Whether errors list the columns of the files. */
  readonly listColumns?: boolean;
}

/** Binds a mapping to the columns of its files. Returns all violations if there are any. */
export function createRowMapper(
  mapping: Mapping,
  { header, files, catalogue, installation, listColumns = false }: MappedFile,
): RowMapper | { readonly violations: readonly Violation[] } {
  const problems: Violation[] = [];
  const empty = mapping.empty ?? [];
  const byName = new Map(files.map((file) => [file.name, file]));
  const newColumns = (file: FurtherFile): Columns =>
    new Columns(`the file “${file.name}”`, file.header, empty, problems, listColumns);
  const columns = new Columns('the export', header, empty, problems, listColumns);
  const underived = deriveColumns(mapping, columns);
  const keyCells = mapping.key && columns.cells(mapping.key, 'mapping.key');
  const { joined, unused } = joinFiles(mapping, byName, newColumns, problems);
  const skips = (mapping.skip ?? []).map((rule, index) =>
    compileConditions(rule, `mapping.skip[${index}]`, columns, problems),
  );
  const times = compileRowTimes(mapping, columns, problems);
  const category = compileTranslation(mapping.category, 'mapping.category', columns, CATEGORIES, problems);
  const channel =
    mapping.channel && compileTranslation(mapping.channel, 'mapping.channel', columns, CHANNELS, problems);
  const state = mapping.state && compileTranslation(mapping.state, 'mapping.state', columns, STATES, problems);
  const named = namedWords(mapping.category).map(categoryOf);
  const known = named.filter((each): each is IncidentCategory => each !== undefined);
  const attributes = compileAttributes(mapping, catalogue, known, columns, problems);
  const classification = compileClassification(mapping, columns, problems);
  const readPlace = compilePlace(mapping, { columns, empty, files: byName, newColumns, installation }, problems);
  const casualties = compileCasualties(mapping, columns, joined, problems);
  const responders = compileResponders(mapping, columns, joined, problems);
  const described = mapping.description?.columns ?? mapping.category.columns ?? [mapping.category.column ?? ''];
  const description = described[0] === '' ? () => [] : columns.cells(described, 'mapping.description.columns');
  if (mapping.times.on_scene !== undefined && (mapping.responders ?? []).length > 0) {
    const rule = 'must not be given with responders: the first of them to reach the scene counts';
    problems.push({ field: 'mapping.times.on_scene', rule });
  }
  if (mapping.repeated !== undefined && mapping.key === undefined) {
    problems.push({ field: 'mapping.repeated', rule: 'must be given only with a key' });
  }
  if ((mapping.repeated === 'latest') !== (mapping.latest_by !== undefined)) {
    const rule = mapping.latest_by === undefined ? 'must be given' : 'must be given only';
    problems.push({ field: 'mapping.latest_by', rule: `${rule} with repeated: latest` });
  }
  if (problems.length > 0) return { violations: problems };

  const keys = new RowKeys(mapping.repeated);
  const findings = new Findings(unused);
  const repeats = mapping.repeated === 'skip' ? findings.repeats : undefined;

  function textOf(described: readonly string[]): string {
    return described.filter((text) => text !== '').join(mapping.description?.separator ?? ' · ');
  }

  function map(record: CsvRecord): MappedRow {
    const { line, cells } = record;
    const broken = brokenRecord(record, header.length, MAX_CELL_LENGTH);
    if (broken !== undefined) return { result: 'rejected', line, reasons: [{ field: 'row', rule: broken }] };
    const skipped: MappedRow = { result: 'skipped', line };
    if (skips.some((holds) => holds(cells))) return skipped;
    const key = keyCells === undefined ? '' : keyText(keyCells(cells));
    // Assigned before validation, so that a longer mapping does not change the ids of later rows.
    const id = keyCells === undefined ? { id: keys.ofContent(cells) } : keys.ofKey(key, line);
    repeats?.note(key, line, toldBy({ received: times.received, category, place: readPlace }, cells));
    if ('skip' in id) return skipped;
    const reasons: Reason[] = underived(cells);
    if ('reason' in id) reasons.push({ ...id.reason, column: mapping.key?.join(', ') });
    const read = (reader: ReadRowTime | undefined, received?: Date): Date | undefined => {
      const found = reader?.(cells, received) ?? { time: undefined };
      if ('reason' in found) reasons.push(found.reason);
      return 'time' in found ? found.time : undefined;
    };
    // A further row of the key: its empty cells say nothing.
    const known = keys.known(key);
    if (
      times.latestBy !== undefined &&
      read(times.latestBy) === undefined &&
      reasons.every(({ field }) => field !== 'latest_by')
    ) {
      reasons.push({ field: 'latest_by', column: columnOf(mapping.latest_by), text: '', rule: 'must be given' });
    }
    const receivedTime = read(times.received) ?? known?.receivedTime;
    if (receivedTime === undefined && reasons.every(({ field }) => field !== 'times.received')) {
      reasons.push({
        field: 'times.received',
        column: columnOf(mapping.times.received),
        text: '',
        rule: 'must be given',
      });
    }
    const assumed = new Set<string>();
    const valueOf = <T>(meaning: Meaning<T>, field: string): T | undefined => {
      const isEmpty = isOfEmptyCell(meaning);
      if (isEmpty && known !== undefined) return undefined;
      if (isEmpty) assumed.add(field);
      if ('value' in meaning) return meaning.value;
      if ('unmapped' in meaning) {
        const { column, unmapped } = meaning;
        findings.unmapped(field, unmapped, line);
        reasons.push({ field, column, text: unmapped, rule: unmappedRule(field) });
      }
      return undefined;
    };
    const kind = category(cells);
    const channelMeaning = channel?.(cells) ?? { value: ReportChannel.SYSTEM };
    const stateMeaning: Meaning<RowState | undefined> = state?.(cells) ?? { value: undefined };
    const isSkipped = (each: Meaning<unknown>): boolean =>
      'skip' in each && (known === undefined || !isOfEmptyCell(each));
    if ([kind, channelMeaning, stateMeaning].some(isSkipped)) return skipped;
    const saidCategory = valueOf(kind, 'category');
    const categoryValue = saidCategory ?? known?.category;
    const channelValue = valueOf(channelMeaning, 'channel') ?? (known && ReportChannel.UNSPECIFIED);
    const found = readPlace(cells);
    const place = found.isEmpty === true && known !== undefined ? NOWHERE : found;
    if ('skip' in place) return skipped;
    if (place.isEmpty === true) assumed.add('place');
    if ('reasons' in place) {
      reasons.push(...place.reasons);
      if (place.unmapped !== undefined) findings.unmapped('place', place.unmapped, line);
    }
    const occurredTime = read(times.occurred);
    const onSceneTime = read(times.on_scene, receivedTime);
    const saidState = valueOf(stateMeaning, 'state');
    const rowState = saidState ?? known?.state;
    const resolvedTime = mayHave(rowState, 'resolved') ? read(times.resolved, receivedTime) : undefined;
    const closedTime = mayHave(rowState, 'closed') ? read(times.closed, receivedTime) : undefined;
    reasons.push(...tooEarly({ on_scene: onSceneTime, resolved: resolvedTime }, mapping, receivedTime));
    reasons.push(...tooEarly({ closed: closedTime }, mapping, resolvedTime ?? receivedTime));
    const sent = responders(cells, key, receivedTime);
    reasons.push(...sent.reasons);
    for (const { field, text, rule } of sent.reasons) {
      if (rule === NOT_MAPPED && text !== undefined) findings.unmapped(field, text, line);
    }
    const hurt = casualties(cells, key);
    if ('reasons' in hurt) reasons.push(...hurt.reasons);
    const given: { name: string; value: string }[] = [];
    for (const { name, required, read: attribute } of attributes.get(categoryValue ?? 0) ?? []) {
      const meaning = attribute(cells);
      // An optional attribute whose cell is empty is left out.
      if ('unmapped' in meaning && meaning.unmapped === '' && !required) continue;
      const value = valueOf(meaning, `attributes.${name}`);
      if (value !== undefined) given.push({ name, value });
    }
    const externalClassification = classification(cells, valueOf);
    if (reasons.length > 0 || categoryValue === undefined || channelValue === undefined || 'reasons' in place) {
      return { result: 'rejected', line, reasons };
    }
    if (place.droppedPoint) findings.droppedPoints += 1;
    const endedAs = saidState === undefined ? IncidentState.UNSPECIFIED : endOf(saidState);
    const described = description(cells);
    if (known === undefined || (!known.isCategorySaid && saidCategory !== undefined)) {
      const isCategorySaid = !assumed.has('category');
      keys.remember(key, { receivedTime, category: categoryValue, state: rowState, isCategorySaid });
    }
    const hasEnd = resolvedTime !== undefined || closedTime !== undefined || endedAs !== IncidentState.UNSPECIFIED;
    const hasCourse = sent.responders.length > 0 || hasEnd;
    const row = {
      rowNumber: line,
      externalId: 'id' in id ? id.id : '',
      receivedTime,
      onSceneTime,
      course: hasCourse ? { responders: [...sent.responders], resolvedTime, closedTime, endedAs } : undefined,
      report: {
        category: saidCategory ?? IncidentCategory.UNSPECIFIED,
        channel: channelValue,
        hromadaCode: place.hromadaCode,
        starostaDistrictCode: place.starostaDistrictCode,
        settlementCode: place.settlementCode,
        location: place.location,
        occurredTime,
        description: textOf(described),
        attributes: given,
        reporter: undefined,
        onBehalfOf: undefined,
        attachments: [],
        externalClassification,
        casualties: 'casualties' in hurt ? hurt.casualties : undefined,
        test: false,
      },
    };
    return {
      result: 'valid',
      row,
      detail: {
        counted: 'casualties' in hurt ? hurt.counted : undefined,
        described,
        assumed: assumed.size === 0 ? NOTHING : assumed,
      },
    };
  }

  /** By the key of the row and its time. */
  function versionOf(record: CsvRecord): RowVersion | undefined {
    const { cells } = record;
    if (keyCells === undefined || brokenRecord(record, header.length, MAX_CELL_LENGTH) !== undefined) return undefined;
    if (skips.some((holds) => holds(cells))) return undefined;
    const found = times.latestBy?.(cells, undefined);
    const key = keyText(keyCells(cells));
    return key === '' || found === undefined || !('time' in found) || found.time === undefined
      ? undefined
      : { key, time: found.time };
  }

  return { findings, repeated: mapping.repeated ?? 'reject', textOf, map, versionOf };
}

const CATEGORIES = { what: 'category', of: categoryOf, listed: CATEGORY_WORDS };
const STATES = { what: 'state', of: stateOf, listed: STATE_WORDS };
const CHANNELS = { what: 'channel', of: channelOf, listed: CHANNEL_WORDS };
const NOWHERE = { ...NO_PLACE, location: undefined, droppedPoint: false, isEmpty: false };
/** As long as a description. */
const MAX_CELL_LENGTH = 4_000;
/** Shared, because many rows may be in memory. */
const NOTHING: ReadonlySet<string> = new Set();
const NOT_MAPPED = 'is not in the mapping';

function unmappedRule(field: string): string {
  return field === 'category' ? 'is not a known category' : NOT_MAPPED;
}
