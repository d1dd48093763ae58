import type { ExportEntriesResponse } from '@safe-community/contracts/audit/v1/audit_service.ts';
import { CallError, type Called } from './call-error.ts';
import { readStream } from './read-stream.ts';

/** Some ten thousand entries per second are read; a longer read is stuck. */
const DEADLINE_MS = 6 * 3_600_000;

/** Reads the audit of a service in order, with several calls because a stream has a maximum age. Rejects with a CallError. */
export async function* readAudit(called: Called, fromSequence: bigint): AsyncGenerator<ExportEntriesResponse> {
  const { AuditServiceService, ExportEntriesRequest } =
    await import('@safe-community/contracts/audit/v1/audit_service.ts');
  let from = fromSequence;
  let last: Place = { sequence: 0n, rank: 0 };
  for (;;) {
    const request = ExportEntriesRequest.fromPartial({ fromSequence: from });
    try {
      for await (const answer of readStream(called, AuditServiceService.exportEntries, request, DEADLINE_MS)) {
        const place = placeOf(answer);
        // An export begins with the whole link of a sequence, and we already have a part of it.
        if (!isAfter(place, last)) continue;
        last = place;
        yield answer;
      }
      return;
    } catch (error) {
      if (!(error instanceof CallError) || error.details.reason !== 'STREAM_TOO_OLD') throw error;
      if (last.sequence > from) from = last.sequence;
    }
  }
}

/** The order of the parts of an export: by sequence, then link, entry, checkpoint. */
interface Place {
  readonly sequence: bigint;
  readonly rank: number;
}

function placeOf({ part }: ExportEntriesResponse): Place {
  if (part?.$case === 'link') return { sequence: part.value.firstSequence, rank: 1 };
  if (part?.$case === 'entry') return { sequence: part.value.sequence, rank: 2 };
  return { sequence: part?.value.sequence ?? 0n, rank: 3 };
}

function isAfter(one: Place, other: Place): boolean {
  return one.sequence === other.sequence ? one.rank > other.rank : one.sequence > other.sequence;
}
