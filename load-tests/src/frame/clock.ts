import { postgresClock } from './postgres-time.ts';
import { spentOf } from './proc.ts';

/** Cumulative processor time, ms. Only differences are meaningful. */
export interface ProcessorTime {
  /** Of the program under test. */
  readonly program: number;
  /** Of its database. */
  readonly postgres: number;
  /** Of everything downstream: the broker and consumers. */
  readonly others: number;
}

/** Reads the processor time used so far. */
export type Clock = () => ProcessorTime;

export interface ClockOf {
  /** Process under test. */
  readonly program: number;
  /** The PostgreSQL it writes to; absent if it has none. */
  readonly postgres?: { readonly postmaster: number; readonly database: string };
  readonly others?: readonly number[];
}

export function clockOf({ program, postgres, others = [] }: ClockOf): Clock {
  const database = postgres && postgresClock(postgres.postmaster, (title) => isOfAnother(title, postgres.database));
  return () => {
    const { ofDatabase, ofOthers } = database?.() ?? { ofDatabase: 0, ofOthers: 0 };
    return {
      program: totalOf(program),
      postgres: ofDatabase,
      others: ofOthers + others.reduce((sum, pid) => sum + totalOf(pid), 0),
    };
  };
}

/** Sessions name their client address; background processes do not. */
function isOfAnother(title: string, database: string): boolean {
  return /\d+\.\d+\.\d+\.\d+\(\d+\)/.test(title) && !title.includes(` ${database} `);
}

function totalOf(pid: number): number {
  const { ownMs, endedChildrenMs } = spentOf(pid);
  return ownMs + endedChildrenMs;
}

export function between(before: ProcessorTime, after: ProcessorTime): ProcessorTime {
  return {
    program: after.program - before.program,
    postgres: after.postgres - before.postgres,
    others: after.others - before.others,
  };
}

export function times({ program, postgres, others }: ProcessorTime, factor: number): ProcessorTime {
  return { program: program * factor, postgres: postgres * factor, others: others * factor };
}

export function sumOf({ program, postgres, others }: ProcessorTime): number {
  return program + postgres + others;
}
