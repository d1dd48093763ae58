import { Scorecard } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import {
  StatisticsServiceService,
  type GetScorecardRequest,
  type GetScorecardResponse,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { unavailable, type Violation } from '@safe-community/domain-kit';
import { pause } from '@safe-community/events';
import type { CallContext } from '@safe-community/grpc-kit';
import { given } from '@safe-community/service-kit';

const { streamQuery } = given<ScorecardReads>();

/** The kit adds of which kind of installation it is. */
export type ScorecardReply = Omit<GetScorecardResponse, 'installation'>;

/** How scorecards are read, for an answer and for a stream. */
export interface ScorecardReads {
  /** Of a request without violations. */
  readonly read: (request: GetScorecardRequest) => Promise<ScorecardReply>;
  readonly check: (request: GetScorecardRequest) => Promise<Violation[]>;
  /** Whether callers of the same request share one read. */
  readonly isShared: (request: GetScorecardRequest) => boolean;
}

/** All watchers of the default scorecard share one read. */
const LOOK_EVERY_MS = 1_000;
/** A chosen period scans up to a year of cells for each watcher. */
const LOOK_AT_PERIOD_EVERY_MS = 10_000;
const REPEAT_EVERY_MS = 30_000;

/** The scorecard whenever it changes, as a stream that does not end. Each answer is whole, so there is no token. */
export const watchScorecard = streamQuery(StatisticsServiceService.watchScorecard, {
  async parse({ request, fields, deps: reads }): Promise<GetScorecardRequest> {
    const wanted = { ...request, knownOn: '' };
    fields.check(await reads.check(wanted));
    return wanted;
  },
  read: ({ query: wanted, call, deps: reads }) => changedScorecards(reads, wanted, call),
  reply: ({ found: scorecard }) => ({ scorecard }),
});

async function* changedScorecards(
  { read, isShared }: ScorecardReads,
  wanted: GetScorecardRequest,
  { signal, draining }: Pick<CallContext, 'signal' | 'draining'>,
): AsyncGenerator<Scorecard | undefined> {
  const lookEveryMs = isShared(wanted) ? LOOK_EVERY_MS : LOOK_AT_PERIOD_EVERY_MS;
  const end = AbortSignal.any([signal, draining]);
  let shown: Buffer | undefined;
  let sentAt = 0;
  while (!signal.aborted) {
    if (draining.aborted) throw unavailable('the server is stopping: call again');
    const { scorecard } = await read(wanted);
    const figures = figuresOf(scorecard);
    if (shown === undefined || !figures.equals(shown) || performance.now() - sentAt >= REPEAT_EVERY_MS) {
      yield scorecard;
      [shown, sentAt] = [figures, performance.now()];
    }
    await pause(lookEveryMs, end);
  }
}

/** Without what changes while no figure does: the times of reading, and events that count nowhere. */
function figuresOf(scorecard: Scorecard | undefined): Buffer {
  if (scorecard === undefined) return Buffer.alloc(0);
  const lasting = { ...scorecard, asOf: undefined, computedTime: undefined, progress: [] };
  return Buffer.from(Scorecard.encode(lasting).finish());
}
