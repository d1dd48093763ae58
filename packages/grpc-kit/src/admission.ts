import { ServerInterceptingCall, type Metadata, type ServerInterceptor } from '@grpc/grpc-js';
import { callsShed, rpcServerDuration } from '@safe-community/telemetry';
import { Refusal } from '@safe-community/domain-kit';
import { cutCall } from './cut-call.ts';
import { CallerRates } from './caller-rates.ts';
import type { Callers } from './callers.ts';
import type { MethodClass, PerClass } from './method-class.ts';
import { requestMissing, type Timeouts } from './patience.ts';
import { peerName } from './peer-name.ts';
import { Places, type Place } from './places.ts';
import { codeName, toStatus } from './status.ts';

const now = (): number => performance.now();

type Told = ReturnType<typeof toStatus>;

/**
 * Who gets in. Looked at when the headers of a call are there, before its message is read: so what is refused costs
 * little, and messages are held in memory for no more calls than there are places.
 */
export class Admission {
  readonly #callers: Callers;
  readonly #rates = new CallerRates(now);
  readonly #places: Places;
  readonly #patience: Timeouts;
  readonly #missing: Refusal;
  /** Refusals that are used again and again are written once. */
  readonly #told = new WeakMap<Refusal, Told>();
  readonly #classes = new Map<string, MethodClass>();
  /** By the call's metadata, which is the one object that comes from the interceptor to the handler. */
  readonly #placeOf = new WeakMap<Metadata, Place>();

  constructor(callers: Callers, most: PerClass<number>, patience: Timeouts) {
    this.#callers = callers;
    this.#patience = patience;
    this.#missing = requestMissing(patience.requestMs);
    this.#places = new Places(most, now);
  }

  /** Calls of methods that are not made known (health, reflection) are taken always. */
  know(path: string, kind: MethodClass): void {
    this.#classes.set(path, kind);
  }

  /** The place of a call that was let in; none for who is not limited. */
  placeOf(metadata: Metadata): Place | undefined {
    return this.#placeOf.get(metadata);
  }

  readonly interceptor: ServerInterceptor = ({ path }, call) => {
    const kind = this.#classes.get(path);
    if (kind === undefined) return new ServerInterceptingCall(call);
    let place: Place | undefined;
    let awaited: NodeJS.Timeout | undefined;
    const refuse = (refusal: Refusal): void => {
      const status = this.#statusOf(refusal);
      count(path, refusal, codeName(status.code));
      call.sendStatus(status);
    };
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, letIn) => {
            const found = this.#admit(peerName(call), kind);
            if (found instanceof Refusal) return refuse(found);
            place = found;
            place?.whenStuck(this.#patience.readerMs, () => cutCall(call));
            if (place !== undefined) this.#placeOf.set(metadata, place);
            // Its handler begins with the message. A stream of requests has its handler at once, which waits for them.
            if (kind !== 'imports') awaited = setTimeout(() => refuse(this.#missing), this.#patience.requestMs);
            letIn(metadata);
          },
          onReceiveHalfClose: (next) => {
            clearTimeout(awaited);
            next();
          },
          // Called at each end of a call, not only when it is cancelled.
          onCancel: () => {
            clearTimeout(awaited);
            place?.callEnds();
          },
        }),
    });
  };

  #statusOf(refusal: Refusal): Told {
    const known = this.#told.get(refusal);
    if (known !== undefined) return known;
    const told = toStatus(refusal);
    this.#told.set(refusal, told);
    return told;
  }

  /** A stranger needs no place: refused before (`strangers.ts`). */
  #admit(name: string | undefined, kind: MethodClass): Place | Refusal | undefined {
    const caller = name === undefined ? undefined : this.#callers.get(name);
    if (caller === undefined) return undefined;
    return this.#rates.refusalOf(caller, kind) ?? this.#places.take(kind, caller.name);
  }
}

function count(path: string, { metadata }: Refusal, code: string): void {
  callsShed.add(1, { 'safe_community.rpc.rule': metadata['rule'] ?? '' });
  rpcServerDuration.record(0, { 'rpc.method': path.slice(1), 'rpc.response.status_code': code });
}
