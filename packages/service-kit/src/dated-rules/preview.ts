import type { Recorded } from '@safe-community/domain-kit';
import { pageTokenOf } from '@safe-community/grpc-kit';

/**
 * The token of a preview: who has it has seen what a rule changes beside the present ones. It is stale when any is set.
 *
 * @param message the rule, as the contract encodes it.
 */
export function previewTokenOf(message: Uint8Array, present: readonly Recorded<object>[]): string {
  const versions = present.map(({ record: { version }, ...rule }) => `${JSON.stringify(rule)} ${version}`);
  return pageTokenOf(Buffer.concat([message, Buffer.from(versions.join('\n'))]), 'preview');
}
