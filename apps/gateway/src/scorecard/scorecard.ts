import type { OfficialValue, Source } from './official.ts';
import type { PeriodView } from './period.ts';

/** The programme in figures, as the pages show it. */
export interface ScorecardView {
  readonly asOf: Date;
  readonly officers: OfficerFigures | undefined;
  readonly cameras: CameraFigures | undefined;
  readonly trust:
    | { readonly observed: OfficialValue | undefined; readonly target: OfficialValue | undefined }
    | undefined;
  /** Of surveys, this year. */
  readonly surveyed: SurveyedTrust | undefined;
  readonly period: PeriodView | undefined;
  readonly deaths: readonly DeathFigures[];
  readonly incidents: readonly IncidentFigures[];
}

interface OfficerFigures {
  /** Undefined where nothing is known of it. */
  readonly inService: number | undefined;
  /** To a beat. */
  readonly assigned: number;
  readonly hromadasCovered: number;
  /** In all; undefined if no official number is known. */
  readonly hromadas: number | undefined;
  readonly targets: readonly OfficialValue[];
}

interface CameraFigures {
  readonly strength: number;
  readonly equipped: number;
  /** Per cent; undefined if no goal is known. */
  readonly targetPercent: number | undefined;
}

/** A share of people asked, per cent: it is never shown without its interval and their number. */
export interface SurveyedTrust {
  readonly percent: number;
  /** With a confidence of 95 %. */
  readonly low: number;
  readonly high: number;
  readonly asked: number;
}

export type Cause = 'road' | 'fire' | 'water' | 'notItemised' | 'total' | 'defenders';

export interface DeathFigures {
  readonly cause: Cause;
  readonly official: OfficialValue | undefined;
  /** In the period; undefined where nothing is known, and for what the source does not itemise. */
  readonly counted: number | undefined;
  /** How the published total differs from its parts; absent if it does not. */
  readonly difference: TotalDifference | undefined;
}

interface TotalDifference {
  readonly total: number;
  /** The sum of those that are published. */
  readonly parts: number;
  readonly missing: readonly Cause[];
  /** Published, but not exactly. */
  readonly inexact: readonly Cause[];
}

/** In the period. */
export interface IncidentFigures {
  readonly category: string;
  /** Undefined where nothing is known. */
  readonly count: number | undefined;
  readonly medianMinutes: number | undefined;
}

/** Each source once, in the order of the page. */
export function sourcesOf({ officers, trust, deaths, period }: ScorecardView): Source[] {
  const values = [
    ...(officers?.targets ?? []),
    trust?.observed,
    trust?.target,
    ...deaths.map(({ official }) => official),
    ...(period?.promises ?? []).map(({ target }) => target),
  ];
  const sources = values.flatMap((value) => value?.source ?? []);
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()];
}
