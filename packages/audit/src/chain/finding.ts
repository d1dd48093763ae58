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

/** Something that is not as it was written, and where. */
export interface Finding {
  readonly problem: Problem;
  /** First and last sequence concerned. */
  readonly from: bigint;
  readonly to: bigint;
}

const WORDS: Readonly<Record<Problem, (which: string) => string>> = {
  'entry-altered': (which) => `${which} was altered`,
  'entry-missing': (which) => `${which} was deleted`,
  'entry-inserted': (which) => `${which} was put in from outside: no link has it`,
  'entries-altered': (which) => `${which}: at least one was altered, with its digest`,
  'link-altered': (which) => `the link of ${which} was altered`,
  'link-missing': (which) => `the link of ${which} was deleted`,
  'link-unconnected': (which) =>
    `the link of ${which} does not follow the one before it: what comes before was written anew`,
  'reason-altered': (which) => `the sealed reason of ${which} was altered`,
  'reason-missing': (which) => `the sealed reason of ${which} was deleted`,
  'checkpoint-forged': (which) => `the signature of the checkpoint at ${which} is not valid`,
  'checkpoint-untrusted': (which) => `the checkpoint at ${which} is signed by a key that nobody vouches for`,
  'checkpoint-contradicted': (which) => `what stands at ${which} or before is not what a checkpoint was signed for`,
  'cut-off': (which) => `${which}: cut off from the end, and a checkpoint knows of it`,
};

/** A finding in a sentence, with the sequences that it names. */
export function wordsOf({ problem, from, to }: Finding): string {
  return WORDS[problem](from === to ? `entry ${from}` : `entries ${from} to ${to}`);
}
