import { IncidentCategory, IncidentState, ReportChannel } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Violation } from '@safe-community/domain-kit';
import { compileAttributes } from './attributes.ts';
import { compileCasualties, type FindJoined } from './casualties.ts';
import { compileClassification } from './classification.ts';
import { Columns } from './columns.ts';
import { compileConditions } from './condition.ts';
import { Findings } from './findings.ts';
import { JoinedRows, type FurtherFile } from './further-file.ts';
import type { MappedRow, Reason } from './mapped-row.ts';
import { compilePlace } from './place.ts';
import { NO_PLACE } from './place-code.ts';
import { brokenRecord, type CsvRecord } from './records.ts';
import { compileResponders } from './responders.ts';
import { RowKeys } from './row-keys.ts';
import type { Mapping } from './schema.ts';
import { compileTime, type ReadRowTime } from './times.ts';
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
  /** Whether rows of one key become one: by mapRecords. */
  readonly isMerging: boolean;
  /** The description of the cells of its columns. */
  textOf(described: readonly string[]): string;
  map(record: CsvRecord): MappedRow;
}

/** What a mapping is applied to. */
export interface MappedFile {
  /** The names of the columns of the export. */
  readonly header: readonly string[];
  readonly files: readonly FurtherFile[];
  /** The categories that may be reported now, with their attributes. */
  readonly catalogue: readonly CategoryRules[];
  /** Marks the rows as demonstration data, whatever the mapping says. */
  readonly demonstration?: boolean;
  /** Whether errors list the columns of the files. */
  readonly listColumns?: boolean;
}

/** Binds a mapping to the columns of its files. Returns all violations if there are any. */
export function createRowMapper(
  given: Mapping,
  { header, files, catalogue, demonstration = false, listColumns = false }: MappedFile,
): RowMapper | { readonly violations: readonly Violation[] } {
  const problems: Violation[] = [];
  const mapping = { ...given, demonstration: demonstration || given.demonstration === true };
  const empty = mapping.empty ?? [];
  const byName = new Map(files.map((file) => [file.name, file]));
  const newColumns = (file: FurtherFile): Columns =>
    new Columns(`the file “${file.name}”`, file.header, empty, problems, listColumns);
  const columns = new Columns('the export', header, empty, problems, listColumns);
  const keyCells = mapping.key && columns.cells(mapping.key, 'mapping.key');
  const joinedFiles = new Map<string, ReturnType<FindJoined>>();
  const joined: FindJoined = (name, field) => {
    if (!joinedFiles.has(name)) joinedFiles.set(name, join(name, field));
    return joinedFiles.get(name);
  };
  const join: FindJoined = (name, field) => {
    const [file, form] = [byName.get(name), mapping.files?.[name]];
    if (file === undefined || form === undefined) {
      problems.push({ field, rule: `“${name}” must be one of files` });
      return undefined;
    }
    const own = newColumns(file);
    if (form.key === undefined || form.key.length !== mapping.key?.length) {
      const rule = `must name the columns that join its rows: as many as mapping.key has (${mapping.key?.length ?? 'none'})`;
      problems.push({ field: `mapping.files.${name}.key`, rule });
      return undefined;
    }
    const cellsOf = own.cells(form.key, `mapping.files.${name}.key`);
    return { columns: own, rows: new JoinedRows(file.rows, (cells) => keyText(cellsOf(cells))) };
  };

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
  const readPlace = compilePlace(mapping, { columns, empty, files: byName, newColumns }, problems);
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
  if (problems.length > 0) return { violations: problems };

  const keys = new RowKeys(mapping.repeated);
  const findings = new Findings(() =>
    [...joinedFiles.values()].reduce((sum, file) => sum + (file?.rows.unused() ?? 0), 0),
  );

  function textOf(described: readonly string[]): string {
    return described.filter((text) => text !== '').join(mapping.description?.separator ?? ' · ');
  }

  function map(record: CsvRecord): MappedRow {
    const { line, cells } = record;
    const broken = brokenRecord(record, header.length, LONGEST_CELL);
    if (broken !== undefined) return { result: 'rejected', line, reasons: [{ field: 'row', rule: broken }] };
    const skipped: MappedRow = { result: 'skipped', line };
    if (skips.some((holds) => holds(cells))) return skipped;
    const key = keyCells === undefined ? '' : keyText(keyCells(cells));
    // Assigned before validation, so that a longer mapping does not change the ids of later rows.
    const id = keyCells === undefined ? { id: keys.ofContent(cells) } : keys.ofKey(key, line);
    if ('skip' in id) return skipped;
    const reasons: Reason[] = [];
    if ('reason' in id) reasons.push({ ...id.reason, column: mapping.key?.join(', ') });
    const read = (reader: ReadRowTime | undefined, received?: Date): Date | undefined => {
      const found = reader?.(cells, received) ?? { time: undefined };
      if ('reason' in found) reasons.push(found.reason);
      return 'time' in found ? found.time : undefined;
    };
    // A further row of the key: its empty cells say nothing.
    const known = keys.known(key);
    const receivedTime = read(times.received) ?? known?.receivedTime;
    if (receivedTime === undefined && reasons.every(({ field }) => field !== 'times.received')) {
      const column = (mapping.times.received.columns ?? [mapping.times.received.column]).join(' and ');
      reasons.push({ field: 'times.received', column, text: '', rule: 'must be given' });
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
    // The times of states that the row has not reached, or has left again, do not count.
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
        demonstration: mapping.demonstration,
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

  return { findings, isMerging: mapping.repeated === 'merge', textOf, map };
}

const CATEGORIES = { what: 'category', of: categoryOf, listed: CATEGORY_WORDS };
const STATES = { what: 'state', of: stateOf, listed: STATE_WORDS };
const CHANNELS = { what: 'channel', of: channelOf, listed: CHANNEL_WORDS };
const NOWHERE = { ...NO_PLACE, location: undefined, droppedPoint: false, isEmpty: false };
/** As long as a description. */
const LONGEST_CELL = 4_000;
/** Shared, because many rows may be in memory. */
const NOTHING: ReadonlySet<string> = new Set();
const NOT_MAPPED = 'is not in the mapping';

function mayHave(state: RowState | undefined, time: 'resolved' | 'closed'): boolean {
  if (state === 'open') return false;
  return time === 'resolved' ? state !== 'false-call' : state !== 'resolved';
}

function unmappedRule(field: string): string {
  return field === 'category' ? 'is not a known category' : NOT_MAPPED;
}

/** Intake rejects such a row as well; here the reason names the column. */
function tooEarly(
  times: Partial<Record<'on_scene' | 'resolved' | 'closed', Date | undefined>>,
  { times: rules }: Mapping,
  earliest: Date | undefined,
): Reason[] {
  return Object.entries(times).flatMap(([name, time]) => {
    if (time === undefined || earliest === undefined || time >= earliest) return [];
    const rule = rules[name as keyof typeof times];
    const column = (rule?.columns ?? [rule?.column]).join(' and ');
    return [{ field: `times.${name}`, column, rule: 'must not be before the receipt or the step before it' }];
  });
}

function keyText(cells: readonly string[]): string {
  return cells.every((cell) => cell === '') ? '' : cells.join('/');
}

function compileRowTimes(mapping: Mapping, columns: Columns, problems: Violation[]) {
  const { received, occurred, on_scene: onScene, resolved, closed } = mapping.times;
  const compile = (rule: typeof occurred, name: string): ReadRowTime | undefined =>
    rule && compileTime(rule, `mapping.times.${name}`, mapping, columns, problems);
  return {
    received: compile(received, 'received'),
    occurred: compile(occurred, 'occurred'),
    on_scene: compile(onScene, 'on_scene'),
    resolved: compile(resolved, 'resolved'),
    closed: compile(closed, 'closed'),
  };
}
