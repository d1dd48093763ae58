import { preconditionFailed, type Decision } from '@safe-community/domain-kit';
import { wholeWithStatus } from '@safe-community/territory';

/** `controlled` is under Ukrainian control and not known to be near the front. */
export const STATUSES = ['controlled', 'frontline', 'occupied', 'liberated'] as const;
export type TerritoryStatus = (typeof STATUSES)[number];

export const CHANGE_KINDS = ['renamed', 'merged', ...STATUSES] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** From a date on, a unit has another name, another status, or is part of another unit. */
export interface TerritoryChange {
  readonly code: string;
  readonly kind: ChangeKind;
  /** A day of Kyiv time, YYYY-MM-DD. */
  readonly effectiveOn: string;
  /** Whether that is the day of the change; otherwise the change is known to have come by then. */
  readonly isExact: boolean;
  /** Renamed: the names before and after; otherwise empty. */
  readonly formerName: string;
  readonly name: string;
  /** Merged: the unit that it is part of since; otherwise empty. */
  readonly successorCode: string;
  /** The act or publication that says so. */
  readonly source: string;
  /** Absent for changes of the built-in table. */
  readonly recordedAt?: Date;
}

/** What holds for a unit on a day. */
export interface TerritoryState {
  readonly status: TerritoryStatus;
  /** The change that led to the status; undefined if the unit never had another one. */
  readonly since: TerritoryChange | undefined;
  /** The next known change of status. */
  readonly until: TerritoryChange | undefined;
  /** The merger; undefined if the unit was not merged by then. */
  readonly merged: TerritoryChange | undefined;
}

/** All known changes of some units. */
export class History {
  readonly #changes: ReadonlyMap<string, readonly TerritoryChange[]>;
  readonly #mergedInto: ReadonlyMap<string, readonly TerritoryChange[]>;

  constructor(changes: readonly TerritoryChange[]) {
    const sorted = changes.toSorted(byDate);
    this.#changes = Map.groupBy(sorted, ({ code }) => code);
    this.#mergedInto = Map.groupBy(
      sorted.filter(({ kind }) => kind === 'merged'),
      ({ successorCode }) => successorCode,
    );
  }

  with(change: TerritoryChange): History {
    return new History([...[...this.#changes.values()].flat(), change]);
  }

  /** By date. */
  of(code: string): readonly TerritoryChange[] {
    return this.#changes.get(code) ?? [];
  }

  /** @param listedName the name of the unit in the codifier, which is used if no change says otherwise. */
  nameOn(day: string, code: string, listedName: string): string {
    const renamed = this.of(code).filter(({ kind }) => kind === 'renamed');
    const last = renamed.findLast(({ effectiveOn }) => effectiveOn <= day);
    return last?.name ?? renamed.find(({ effectiveOn }) => effectiveOn > day)?.formerName ?? listedName;
  }

  /** Present and former names. */
  namesOf(code: string, listedName: string): readonly string[] {
    const renamed = this.of(code).filter(({ kind }) => kind === 'renamed');
    return [...new Set([listedName, ...renamed.flatMap(({ formerName, name }) => [formerName, name])])];
  }

  stateOn(day: string, code: string): TerritoryState {
    const changes = this.of(code);
    const own = changes.filter(isStatus);
    const statuses = own.length > 0 ? own : this.of(wholeWithStatus(code) ?? '').filter(isStatus);
    const since = statuses.findLast(({ effectiveOn }) => effectiveOn <= day);
    return {
      status: since === undefined ? 'controlled' : (since.kind as TerritoryStatus),
      since,
      until: statuses.find(({ effectiveOn }) => effectiveOn > day),
      merged: changes.find(({ kind, effectiveOn }) => kind === 'merged' && effectiveOn <= day),
    };
  }

  /**
   * What holds for the status of a unit on a day: its own, else that of its hromada. A merged hromada has the status of
   * its successor, unless its own changed later; a successor that never had a status says nothing about its new parts.
   */
  statusOn(day: string, code: string, hromadaCode: string): TerritoryState {
    const own = this.stateOn(day, code);
    if (code !== hromadaCode) return own.since === undefined ? this.statusOn(day, hromadaCode, hromadaCode) : own;
    const current = this.currentCode(day, code);
    if (current === code) return own;
    const successor = this.stateOn(day, current);
    const isOwnLater = (own.since?.effectiveOn ?? '') > (successor.since?.effectiveOn ?? '');
    return isOwnLater || successor.since === undefined ? own : successor;
  }

  /**
   * Since which day all of these units of a hromada have been occupied; undefined if one of them is not on that day.
   * @param unitCodes of a whole hromada its own code.
   */
  occupiedSince(day: string, unitCodes: readonly string[], hromadaCode: string): string | undefined {
    const since = unitCodes.map((code) => {
      const state = this.statusOn(day, code, hromadaCode);
      return state.status === 'occupied' ? (state.since?.effectiveOn ?? day) : undefined;
    });
    const known = since.filter((each) => each !== undefined).toSorted();
    return known.length === unitCodes.length ? known.at(-1) : undefined;
  }

  /**
   * The first day of the time in which the unit has been occupied, at the front, or part of another one without a break
   * until a day; undefined if it is none of these on that day.
   */
  outsideSince(day: string, code: string): string | undefined {
    let since: string | undefined;
    for (const { kind, effectiveOn } of this.of(code)) {
      if (effectiveOn > day) break;
      if (kind === 'merged') return since ?? effectiveOn;
      if (kind === 'occupied' || kind === 'frontline') since ??= effectiveOn;
      if (kind === 'controlled' || kind === 'liberated') since = undefined;
    }
    return since;
  }

  /** The unit that this one is part of on a day, after all mergers: itself if it was not merged. */
  currentCode(day: string, code: string): string {
    const seen = new Set<string>();
    let current = code;
    while (!seen.has(current)) {
      seen.add(current);
      current = this.stateOn(day, current).merged?.successorCode ?? current;
    }
    return current;
  }

  /** The units that were merged into this one by a day, also through others, by code. */
  mergedInto(day: string, code: string): readonly string[] {
    // Almost no unit has any, and every call asks.
    if (!this.#mergedInto.has(code)) return NO_UNITS;
    return this.partsOn(day, code).slice(1).toSorted();
  }

  /** The unit and all that were merged into it by a day. */
  partsOn(day: string, code: string): readonly string[] {
    const parts = new Set([code]);
    for (const part of parts) {
      for (const merger of this.#mergedInto.get(part) ?? []) if (merger.effectiveOn <= day) parts.add(merger.code);
    }
    return [...parts];
  }
}

function isStatus({ kind }: TerritoryChange): boolean {
  return kind !== 'renamed' && kind !== 'merged';
}

const NO_UNITS: readonly string[] = [];

/** A change that a caller asks for. */
export type GivenChange = Omit<TerritoryChange, 'formerName' | 'recordedAt'>;

/**
 * Whether the change can be recorded.
 * @param listedName name of the unit in the codifier.
 * @param history the changes of the unit and its successor, with those of the successors of the latter.
 */
export function record(given: GivenChange, listedName: string, history: History, now: Date): Decision<TerritoryChange> {
  const { code, kind, effectiveOn, successorCode } = given;
  const known = history.of(code);
  if (known.some((change) => change.kind === kind && change.effectiveOn === effectiveOn)) {
    return preconditionFailed('CHANGE_KNOWN', 'the unit has a change of this kind on this date');
  }
  // Also a later merger: the unit would get a second successor.
  if (
    known.some((change) => change.kind === 'merged') &&
    (kind === 'merged' || isMergedOn(history, effectiveOn, code))
  ) {
    return preconditionFailed('UNIT_MERGED', 'the unit is merged into another one');
  }
  if (kind === 'merged' && history.of(successorCode).some((change) => change.kind === 'merged')) {
    return preconditionFailed('UNIT_MERGED', 'the successor is merged into another unit; name that one');
  }
  const formerName = kind === 'renamed' ? history.nameOn(effectiveOn, code, listedName) : '';
  return { ...given, formerName, recordedAt: now };
}

function isMergedOn(history: History, day: string, code: string): boolean {
  return history.stateOn(day, code).merged !== undefined;
}

function byDate(a: TerritoryChange, b: TerritoryChange): number {
  if (a.effectiveOn === b.effectiveOn) return 0;
  return a.effectiveOn < b.effectiveOn ? -1 : 1;
}
