import { findOblast, publishedStatuses } from '@safe-community/territory';
import { BackendError } from '../backend/module.ts';
import type { ReadCoverage } from '../coverage/module.ts';
import { dayOf } from '../site/module.ts';
import type { Control } from './control.ts';

export type ReadControl = () => Promise<Control>;

/** As the registry knows it now; AR Crimea, whose hromadas it does not list, as published. */
export function controlReader(readCoverage: ReadCoverage): ReadControl {
  return async () => {
    const rows = await readCoverage();
    return new Map([
      ...CRIMEA,
      ...rows.flatMap(({ hromadaCode, control }) => (control === undefined ? [] : [[hromadaCode, control] as const])),
    ]);
  };
}

const CRIMEA = publishedStatuses().flatMap(({ code, status, date, isExact }) =>
  status === 'occupied' && findOblast(code)?.kind === 'autonomous-republic'
    ? [[code, { status, since: dayOf(date), isSinceExact: isExact }] as const]
    : [],
);

/** For pages that work without the registry; undefined while it is away. */
export function controlIfKnown(readControl: ReadControl): () => Promise<Control | undefined> {
  return async () => {
    try {
      return await readControl();
    } catch (error) {
      // A report is taken whether or not anybody can say whose power the place is in.
      if (error instanceof BackendError) return undefined;
      throw error;
    }
  };
}
