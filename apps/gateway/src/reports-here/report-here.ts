import { kilometres } from '@safe-community/domain-kit';
import type { Point } from '../places/module.ts';
import type { Language } from '../site/module.ts';

type Names = Readonly<Record<Language, string>>;

/** What anyone may see of a report. */
export interface ReportHere {
  readonly id: string;
  /** What was chosen of the category, or the category itself. */
  readonly what: Names;
  /** KATOTTG code; empty if the report names no settlement. */
  readonly settlementCode: string;
  /** Of the reported point. */
  readonly cell: Point | undefined;
  /** The cell, else about the middle of the settlement; undefined if neither is known. */
  readonly point: Point | undefined;
  readonly course: Course;
  readonly receivedAt: Date;
  /** When it came into that state. */
  readonly since: Date;
}

/** How far a report is, as people ask. */
export type Course = 'received' | 'working' | 'mended' | 'rejected';

export const COURSES: readonly Course[] = ['received', 'working', 'mended', 'rejected'];

export interface ReportsHere {
  /** Newest first. */
  readonly reports: readonly ReportHere[];
  /** There are more than could be read. */
  readonly isCut: boolean;
  /** Names of the categories that are published; no other report is here. */
  readonly published: readonly Names[];
}

/** Days of what a list looks back. */
export const DAYS_BACK = 90;
export const PAGE_SIZE = 50;

export function ofCourse({ reports }: ReportsHere, course: Course): readonly ReportHere[] {
  return reports.filter((each) => each.course === course);
}

/** Kilometres that count as the surroundings of a point. */
const AROUND_KM = 0.5;

/** Those whose cell is at most so far. */
export function around({ reports }: ReportsHere, middle: Point): readonly ReportHere[] {
  return reports.filter(({ cell }) => cell !== undefined && kilometres(cell, middle) <= AROUND_KM);
}

/** Seconds from the report until it was mended, or until now while it is open; undefined for one that was rejected. */
export function waited({ course, receivedAt, since }: ReportHere, now: Date): number | undefined {
  if (course === 'rejected') return undefined;
  const end = course === 'mended' ? since : now;
  return Math.max(0, Math.floor((end.getTime() - receivedAt.getTime()) / 1_000));
}
