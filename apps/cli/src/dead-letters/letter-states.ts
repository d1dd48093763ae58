import { InvalidArgumentError } from 'commander';
import { DeadLetterState } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';

const WORDS: ReadonlyMap<string, DeadLetterState> = new Map([
  ['waiting', DeadLetterState.WAITING],
  ['redriven', DeadLetterState.REDRIVEN],
  ['discarded', DeadLetterState.DISCARDED],
  ['all', DeadLetterState.UNSPECIFIED],
]);

/** For commander: the state of the dead letters to list. */
export function letterStateOption(text: string): DeadLetterState {
  const state = WORDS.get(text);
  if (state === undefined) throw new InvalidArgumentError(`It must be one of ${[...WORDS.keys()].join(', ')}.`);
  return state;
}

export function wordOfState(state: DeadLetterState): string {
  return [...WORDS].find(([, known]) => known === state)?.[0] ?? `state ${state}`;
}
