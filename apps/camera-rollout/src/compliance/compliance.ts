import type { Day } from '@safe-community/domain-kit';

/** Why an officer who attended an incident needs no recording, in the order in which they are examined. */
export const EXCLUSIONS = ['withdrawn', 'no_officer', 'not_patrol', 'no_camera', 'no_policy'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

export const GROUPS = ['unit', 'oblast', 'officer', 'day'] as const;
export type Group = (typeof GROUPS)[number];

/** What a row of figures is about; empty where the grouping does not say. */
export interface ComplianceKey {
  readonly unitCode: string;
  readonly oblastCode: string;
  readonly officerId: string;
  readonly day: Day;
}

export interface AttendanceCounts {
  readonly attended: number;
  readonly withdrawn: number;
  readonly noOfficer: number;
  readonly notPatrol: number;
  readonly noCamera: number;
  readonly noPolicy: number;
  readonly activated: number;
}

export interface RecordingCounts {
  readonly recordings: number;
  readonly categorised: number;
  readonly linked: number;
}

/** Decided complaints by outcome. */
export interface ComplaintCounts {
  readonly decided: number;
  readonly granted: number;
  readonly partlyGranted: number;
  readonly refused: number;
  readonly noFootage: number;
  readonly forwarded: number;
}

export interface ComplianceFigures extends AttendanceCounts, RecordingCounts {
  readonly withFootage: ComplaintCounts;
  readonly withoutFootage: ComplaintCounts;
}

export type ComplianceRow = ComplianceKey & ComplianceFigures;

const NO_COMPLAINTS: ComplaintCounts = {
  decided: 0,
  granted: 0,
  partlyGranted: 0,
  refused: 0,
  noFootage: 0,
  forwarded: 0,
};

export const NO_FIGURES: ComplianceFigures = {
  attended: 0,
  withdrawn: 0,
  noOfficer: 0,
  notPatrol: 0,
  noCamera: 0,
  noPolicy: 0,
  activated: 0,
  recordings: 0,
  categorised: 0,
  linked: 0,
  withFootage: NO_COMPLAINTS,
  withoutFootage: NO_COMPLAINTS,
};

/** Complaints of a group, with footage or without. */
export interface ComplaintRow extends ComplianceKey, ComplaintCounts {
  readonly hasFootage: boolean;
}

/** One row for each key that has a figure, in the order of the keys. */
export function joinFigures(
  attendance: readonly (ComplianceKey & AttendanceCounts)[],
  recordings: readonly (ComplianceKey & RecordingCounts)[],
  complaints: readonly ComplaintRow[],
): ComplianceRow[] {
  const found = new Map<string, ComplianceRow>();
  const add = ({ unitCode, oblastCode, officerId, day }: ComplianceKey, figures: Partial<ComplianceFigures>): void => {
    const key = [oblastCode, unitCode, officerId, day].join(' ');
    found.set(key, { ...(found.get(key) ?? { ...NO_FIGURES, unitCode, oblastCode, officerId, day }), ...figures });
  };
  for (const { unitCode: _u, oblastCode: _o, officerId: _f, day: _d, ...counts } of attendance) {
    add({ unitCode: _u, oblastCode: _o, officerId: _f, day: _d }, counts);
  }
  for (const row of recordings) {
    add(row, { recordings: row.recordings, categorised: row.categorised, linked: row.linked });
  }
  for (const row of complaints) {
    const { decided, granted, partlyGranted, refused, noFootage, forwarded } = row;
    const counts = { decided, granted, partlyGranted, refused, noFootage, forwarded };
    add(row, row.hasFootage ? { withFootage: counts } : { withoutFootage: counts });
  }
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

/** Incidents that need a recording. */
export function countedOf(figures: AttendanceCounts): number {
  const { attended, withdrawn, noOfficer, notPatrol, noCamera, noPolicy } = figures;
  return attended - withdrawn - noOfficer - notPatrol - noCamera - noPolicy;
}
