import { Refusal } from '@safe-community/domain-kit';

/** Whether the chain of the recording `r` has lost its head: its registration began one. */
export const HEADLESS = `(not exists (select from recording_chain chain where chain.recording_id = r.recording_id))`;

/**
 * The recording exists, but the head of its chain is lost: a new entry would begin another chain, and nobody could prove
 * the entries before it. `VerifyChain` says what is left.
 */
export function chainBroken(recordingId: string): Refusal {
  const message = 'the chain of custody has lost its head: verify it';
  return new Refusal('failed-precondition', message, {
    reason: 'CHAIN_BROKEN',
    metadata: { recording_id: recordingId },
  });
}
