/** What can be wrong with a chain. */
export type Problem =
  | 'entry-altered'
  | 'entry-missing'
  | 'entry-inserted'
  | 'entries-altered'
  | 'link-altered'
  | 'link-missing'
  | 'link-unconnected'
  | 'reason-altered'
  | 'reason-missing'
  | 'checkpoint-forged'
  | 'checkpoint-untrusted'
  | 'checkpoint-contradicted'
  | 'cut-off';

/** A difference between the chain and what was written, and where. */
export interface Finding {
  readonly problem: Problem;
  /** First and last affected sequence. */
  readonly from: bigint;
  readonly to: bigint;
}

const WORDS: Readonly<Record<Problem, (which: string) => string>> = {
  'entry-altered': (which) => `${which} was altered`,
  'entry-missing': (which) => `${which} was deleted`,
  'entry-inserted': (which) => `${which} was inserted: no link covers it`,
  'entries-altered': (which) => `${which}: at least one was altered, together with its digest`,
  'link-altered': (which) => `the link of ${which} was altered`,
  'link-missing': (which) => `the link of ${which} was deleted`,
  'link-unconnected': (which) =>
    `the link of ${which} does not follow the link before it: earlier entries were rewritten`,
  'reason-altered': (which) => `the encrypted reason of ${which} was altered`,
  'reason-missing': (which) => `the encrypted reason of ${which} was deleted`,
  'checkpoint-forged': (which) => `the signature of the checkpoint at ${which} is not valid`,
  'checkpoint-untrusted': (which) => `the checkpoint at ${which} is signed by an untrusted key`,
  'checkpoint-contradicted': (which) => `the chain up to ${which} is not the one that a checkpoint signed`,
  'cut-off': (which) => `${which}: cut off from the end, although covered by a checkpoint`,
};

/** The finding as a sentence, with the affected sequences. */
export function wordsOf({ problem, from, to }: Finding): string {
  return WORDS[problem](from === to ? `entry ${from}` : `entries ${from} to ${to}`);
}
