import type { Envelope } from '@safe-community/events';
import type { EventHandler } from './event-handler.ts';

/** Events of one kind that are applied by one call. */
export interface Run {
  readonly handler: EventHandler;
  readonly run: Envelope[];
}

/**
 * Puts the events of a batch into as few runs as their handlers allow: those of a kind that commutes into one,
 * the others into one for each stretch. A kind without a handler is for others, or for a later version of this one.
 */
export function runsOf(envelopes: readonly Envelope[], handlers: ReadonlyMap<string, EventHandler>): Run[] {
  const runs: Run[] = [];
  const gathered = new Map<string, Run>();
  let stretch: Run | undefined;
  for (const envelope of envelopes) {
    const handler = handlers.get(envelope.type);
    if (handler === undefined) continue;
    const open = handler.commutes ? gathered.get(envelope.type) : stretch?.handler === handler ? stretch : undefined;
    const run = open ?? { handler, run: [] };
    if (open === undefined) runs.push(run);
    if (handler.commutes) gathered.set(envelope.type, run);
    else stretch = run;
    run.run.push(envelope);
  }
  return runs;
}
