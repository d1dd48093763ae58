import type { ImportedResponder } from '@safe-community/contracts/incidents/v1/imported_course.ts';
import { ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import type { Violation } from '@safe-community/domain-kit';
import type { FindJoined } from './casualties.ts';
import type { Columns } from './columns.ts';
import { compileConditions } from './condition.ts';
import { compileCrew } from './crew.ts';
import type { Reason } from './mapped-row.ts';
import type { Mapping } from './schema.ts';
import { compileTime } from './times.ts';
import { compileTranslation, type Meaning } from './translation.ts';
import { responderOf, RESPONDER_WORDS } from './words.ts';

type ResponderRule = NonNullable<Mapping['responders']>[number];

/** The responders of a row; `unmapped` has the cells for which the mapping has no entry. */
interface FoundResponders {
  readonly responders: readonly ImportedResponder[];
  readonly reasons: readonly Reason[];
}

export type ReadResponders = (cells: readonly string[], key: string, received: Date | undefined) => FoundResponders;

const NOBODY: FoundResponders = { responders: [], reasons: [] };

const KINDS = { what: 'kind of responder', of: responderOf, listed: RESPONDER_WORDS };
const UNITS = { what: 'unit', of: (text: string) => text, listed: [], isAnyText: true };
const TOO_EARLY = 'must not be before the receipt or the step before it';
/** Without the text: it may be a name. */
const UNKNOWN_OFFICER = 'has an officer who is neither the id of one in the registry nor in the mapping';
const LATER = ['en_route', 'on_scene', 'left', 'cancelled'] as const;

/** Compiles who was sent and when: columns of the row, or one row of a further file for each. */
export function compileResponders(
  mapping: Mapping,
  columns: Columns,
  joined: FindJoined,
  problems: Violation[],
): ReadResponders {
  const all = (mapping.responders ?? []).map((rule, index) => {
    const field = `mapping.responders[${index}]`;
    const file = rule.of === undefined ? undefined : joined(rule.of, `${field}.of`);
    const read = compileResponder(rule, field, mapping, file?.columns ?? columns, problems);
    return { read, rows: rule.of === undefined ? undefined : (key: string) => file?.rows.of(key) ?? [] };
  });
  return (cells, key, received) => {
    const found = all.flatMap(({ read, rows }) => (rows?.(key) ?? [cells]).map((each) => read(each, received)));
    return {
      responders: found.flatMap(({ responders }) => responders),
      reasons: found.flatMap(({ reasons }) => reasons),
    };
  };
}

function compileResponder(
  rule: ResponderRule,
  field: string,
  mapping: Mapping,
  columns: Columns,
  problems: Violation[],
): (cells: readonly string[], received: Date | undefined) => FoundResponders {
  const name = field.replace(/^mapping\./, '');
  const isSent =
    rule.when === undefined ? () => true : compileConditions(rule.when, `${field}.when`, columns, problems);
  const kind = compileTranslation<ResponderKind>(rule.kind, `${field}.kind`, columns, KINDS, problems);
  const unit = compileTranslation<string>(rule.unit, `${field}.unit`, columns, UNITS, problems);
  const crew = rule.officers && compileCrew(rule.officers, `${field}.officers`, columns, problems);
  const dispatched = compileTime(rule.dispatched, `${field}.dispatched`, mapping, columns, problems);
  const later = LATER.flatMap((step) => {
    const time = rule[step];
    return time === undefined
      ? []
      : [{ step, read: compileTime(time, `${field}.${step}`, mapping, columns, problems) }];
  });
  return (cells, received) => {
    if (!isSent(cells)) return NOBODY;
    const reasons: Reason[] = [];
    const timeOf = (read: ReturnType<typeof compileTime>): Date | undefined => {
      const found = read(cells, received);
      if ('reason' in found) reasons.push(found.reason);
      return 'time' in found ? found.time : undefined;
    };
    const dispatchedTime = timeOf(dispatched);
    const times = Object.fromEntries(later.map(({ step, read }) => [step, timeOf(read)]));
    reasons.push(...outOfOrder(rule, name, { dispatched: dispatchedTime, ...times }, received));
    if (reasons.length > 0) return { responders: [], reasons };
    if (dispatchedTime === undefined) {
      const hasLater = Object.values(times).some((time) => time !== undefined);
      if (!hasLater) return NOBODY;
      return {
        responders: [],
        reasons: [{ field: `${name}.dispatched`, rule: 'is empty, and a later time is given' }],
      };
    }
    const kindFound = valueOf(kind(cells), `${name}.kind`, reasons);
    const unitFound = valueOf(unit(cells), `${name}.unit`, reasons);
    // Other services have no officers in the registry.
    const officers = kindFound === ResponderKind.POLICE ? crew?.(cells) : undefined;
    if (officers?.isUnknown === true) {
      reasons.push({ field: `${name}.officers`, column: officers.column, rule: UNKNOWN_OFFICER });
    }
    if (kindFound === undefined || unitFound === undefined || reasons.length > 0) return { responders: [], reasons };
    const responder = {
      kind: kindFound,
      unit: unitFound,
      dispatchedTime,
      enRouteTime: times['en_route'],
      onSceneTime: times['on_scene'],
      leftTime: times['left'],
      cancelledTime: times['cancelled'],
      officerIds: [...(officers?.officerIds ?? [])],
    };
    return { responders: [responder], reasons };
  };
}

/** Intake rejects such a responder as well; here the reason names the column, and rejects no other row of its key. */
function outOfOrder(
  rule: ResponderRule,
  name: string,
  times: Readonly<Record<string, Date | undefined>>,
  received: Date | undefined,
): Reason[] {
  let before = received;
  return (['dispatched', ...LATER] as const).flatMap((step) => {
    const time = times[step];
    const isEarly = time !== undefined && before !== undefined && time < before;
    before = time ?? before;
    const column = (rule[step]?.columns ?? [rule[step]?.column]).join(' and ');
    return isEarly ? [{ field: `${name}.${step}`, column, rule: TOO_EARLY }] : [];
  });
}

/** Undefined also for a cell that the mapping skips: then the responder is left out. */
function valueOf<T>(meaning: Meaning<T>, field: string, reasons: Reason[]): T | undefined {
  if ('value' in meaning) return meaning.value;
  if ('unmapped' in meaning) {
    reasons.push({ field, column: meaning.column, text: meaning.unmapped, rule: 'is not in the mapping' });
  }
  return undefined;
}
