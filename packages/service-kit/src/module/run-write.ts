import { accepted } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import { recorded, type RequestKey } from '@safe-community/ledger';
import type { AnyBatchStore } from './batch-writers.ts';
import type { WriteSteps } from './write-steps.ts';
import { refuse } from './read-request.ts';
import type { Bound } from './rpc.ts';

/** How the response is stored for repeated requests. */
export interface StoredAnswer<Response> {
  readonly encode: (response: Response) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => Response;
}

/** What became of a write. */
export interface Written<Response> {
  readonly response: Response;
  /** Whether the request was carried out before; `response` is the stored one then. */
  readonly repeated: boolean;
}

interface Order<Command> {
  readonly key: RequestKey;
  readonly command: Command;
  readonly call: CallContext;
}

/** Runs the steps of a write under its idempotency key. */
export async function runWrite<Response, Command, Gathered, Loaded, Change, Saved, Deps>(
  bound: Bound<Deps>,
  answer: StoredAnswer<Response>,
  steps: WriteSteps<Response, Command, Gathered, Loaded, Change, Saved, Deps>,
  { key, command, call }: Order<Command>,
): Promise<Written<Response>> {
  const { authorize, gather, afterCommit, batch } = steps;
  const { clock, deps, unitOfWork } = bound;
  const asked = { command, call, clock, deps };
  const respond = async (bytes: Uint8Array): Promise<Response> => {
    const response = answer.decode(bytes);
    return afterCommit === undefined ? response : afterCommit({ command, call, deps, response });
  };
  refuse(authorize?.(asked));
  let gathered = undefined as Gathered;
  if (gather !== undefined) {
    const first = batch === undefined ? await unitOfWork.answerTo(key) : undefined;
    if (first !== undefined) return { response: await respond(first), repeated: true };
    gathered = accepted(await gather(asked));
  }
  const order = { key, command, call, gathered };
  const kept =
    batch === undefined
      ? await inOwnTransaction(bound, answer, steps, order)
      : await inSharedTransaction(bound, answer, steps, order, batch(asked));
  return { response: await respond(kept.bytes), repeated: kept.repeated };
}

interface Gathering<Command, Gathered> extends Order<Command> {
  readonly gathered: Gathered;
}

interface Kept {
  readonly bytes: Uint8Array;
  readonly repeated: boolean;
}

async function inOwnTransaction<Response, Command, Gathered, Loaded, Change, Saved, Deps>(
  { clock, unitOfWork, deps }: Bound<Deps>,
  answer: StoredAnswer<Response>,
  steps: WriteSteps<Response, Command, Gathered, Loaded, Change, Saved, Deps>,
  { key, command, call, gathered }: Gathering<Command, Gathered>,
): Promise<Kept> {
  const { load, authorizeLoaded, decide, save, events, subjects, reply, remember, wasKnown } = steps;
  let ran: { readonly saved: Saved; readonly remember: () => void } | undefined;
  const bytes = await unitOfWork.write(key, async (tx) => {
    const loading = { tx, command, call, clock, deps, gathered };
    const loaded = load === undefined ? (undefined as Loaded) : accepted(await load(loading));
    refuse(authorizeLoaded?.({ command, call, deps, gathered, loaded }));
    const now = clock.now();
    const write = { command, call, deps, now, newId: (at = now) => clock.newId(at) };
    const change = accepted(decide({ ...write, gathered, loaded }));
    // Without `save`, Saved is Change.
    const saved = save === undefined ? (change as unknown as Saved) : accepted(await save({ ...write, tx, change }));
    const done = { ...write, saved };
    ran = { saved, remember: () => remember?.(done) };
    return { answer: answer.encode(reply(done)), events: events?.(done) ?? [], about: subjects(done) };
  });
  ran?.remember();
  return { bytes, repeated: ran === undefined || (wasKnown?.(ran.saved) ?? false) };
}

async function inSharedTransaction<Response, Command, Gathered, Loaded, Change, Saved, Deps>(
  { clock, writers, deps }: Bound<Deps>,
  answer: StoredAnswer<Response>,
  { decide, events, subjects, reply, remember }: WriteSteps<Response, Command, Gathered, Loaded, Change, Saved, Deps>,
  { key, command, call, gathered }: Gathering<Command, Gathered>,
  store: AnyBatchStore<Change>,
): Promise<Kept> {
  const now = clock.now();
  const write = { command, call, deps, now, newId: (at = now) => clock.newId(at) };
  const change = accepted(decide({ ...write, gathered, loaded: undefined as Loaded }));
  // There is no `save`, so Saved is Change.
  const done = { ...write, saved: change as unknown as Saved };
  const { response, repeated } = await writers.of(store).commit({
    key,
    row: store.toRow(change),
    response: answer.encode(reply(done)),
    about: subjects(done),
    events: (events?.(done) ?? []).map(recorded),
  });
  if (!repeated) remember?.(done);
  return { bytes: response, repeated };
}
