import type {
  Metadata,
  ServerInterceptingCall,
  ServerInterceptingCallInterface,
  ServerInterceptor,
} from '@grpc/grpc-js';
import { callsShed, rpcServerDuration } from '@safe-community/telemetry';
import { Refusal } from '@safe-community/domain-kit';
import { cutCall } from './cut-call.ts';
import { CallerRates } from './caller-rates.ts';
import type { Callers } from './callers.ts';
import type { MethodClass, PerClass } from './method-class.ts';
import { requestMissing, type Timeouts } from './timeouts.ts';
import { peerName } from './peer-name.ts';
import { ConcurrencyLimit, type Slot } from './concurrency-limit.ts';
import { codeName, toStatus } from './status.ts';
import { WaitingList } from './waiting-list.ts';

const now = (): number => performance.now();

type Status = ReturnType<typeof toStatus>;
type Listener = Parameters<ServerInterceptingCallInterface['start']>[0];

/**
 * Admission control: rate limits, concurrency limits and client quotas. It decides when the headers of a call have
 * arrived, before its message is read, so that a rejected call costs little and only admitted calls hold messages in
 * memory.
 */
export class Admission {
  readonly #callers: Callers;
  readonly #rates = new CallerRates(now);
  readonly #concurrency: ConcurrencyLimit;
  readonly #timeouts: Timeouts;
  readonly #missing: Refusal;
  /** Admitted calls whose request has not arrived. */
  readonly #withoutRequest: WaitingList;
  /** The encoded status of refusals that are used repeatedly. */
  readonly #statuses = new WeakMap<Refusal, Status>();
  readonly #classes = new Map<string, MethodClass>();
  /** By the metadata of the call: the only object that both the interceptor and the handler get. */
  readonly #slots = new WeakMap<Metadata, Slot>();

  constructor(callers: Callers, limits: PerClass<number>, timeouts: Timeouts) {
    this.#callers = callers;
    this.#timeouts = timeouts;
    this.#missing = requestMissing(timeouts.requestMs);
    this.#withoutRequest = new WaitingList(timeouts.requestMs);
    this.#concurrency = new ConcurrencyLimit(limits, now);
  }

  /** Registers a method. Methods that are not registered (health, reflection) have no limit. */
  register(path: string, kind: MethodClass): void {
    this.#classes.set(path, kind);
  }

  /** The slot of an admitted call. Undefined for a call without a limit. */
  slotOf(metadata: Metadata): Slot | undefined {
    return this.#slots.get(metadata);
  }

  /** Listens to a call instead of wrapping it: a wrapper costs each message some microseconds. */
  readonly interceptor: ServerInterceptor = ({ path }, call) => {
    const kind = this.#classes.get(path);
    if (kind !== undefined) {
      const start = call.start.bind(call);
      call.start = (listener) => start(this.#listen(path, kind, call, listener));
    }
    // grpc-js requires the class in its types, although the interface is enough.
    return call as ServerInterceptingCall;
  };

  #listen(path: string, kind: MethodClass, call: ServerInterceptingCallInterface, next: Listener): Listener {
    let slot: Slot | undefined;
    let isAdmitted = false;
    const refuse = (refusal: Refusal): void => {
      const status = this.#statusOf(refusal);
      count(path, refusal, codeName(status.code));
      call.sendStatus(status);
    };
    const onMissing = (): void => refuse(this.#missing);
    return {
      onReceiveMetadata: (metadata) => {
        const admitted = this.#admit(peerName(call), kind);
        if (admitted instanceof Refusal) return refuse(admitted);
        isAdmitted = true;
        slot = admitted;
        slot?.onStall(this.#timeouts.readerMs, () => cutCall(call));
        if (slot !== undefined) this.#slots.set(metadata, slot);
        // The handler of a stream of requests starts now and has its own timeout; other handlers start with the message.
        if (kind !== 'imports') this.#withoutRequest.add(onMissing);
        next.onReceiveMetadata(metadata);
      },
      onReceiveMessage: (message) => {
        if (isAdmitted) next.onReceiveMessage(message);
      },
      onReceiveHalfClose: () => {
        this.#withoutRequest.remove(onMissing);
        if (isAdmitted) next.onReceiveHalfClose();
      },
      // grpc-js calls this whenever a call ends, not only when it is cancelled.
      onCancel: () => {
        this.#withoutRequest.remove(onMissing);
        slot?.callEnds();
        next.onCancel();
      },
    };
  }

  #statusOf(refusal: Refusal): Status {
    const known = this.#statuses.get(refusal);
    if (known !== undefined) return known;
    const status = toStatus(refusal);
    this.#statuses.set(refusal, status);
    return status;
  }

  /** Unregistered clients never get here (`unregistered-clients.ts`). */
  #admit(name: string | undefined, kind: MethodClass): Slot | Refusal | undefined {
    const caller = name === undefined ? undefined : this.#callers.get(name);
    if (caller === undefined) return undefined;
    return this.#rates.refusalOf(caller, kind) ?? this.#concurrency.acquire(kind, caller.name, caller.atOnce?.[kind]);
  }
}

function count(path: string, { metadata }: Refusal, code: string): void {
  callsShed.add(1, { 'safe_community.rpc.rule': metadata['rule'] ?? '' });
  rpcServerDuration.record(0, { 'rpc.method': path.slice(1), 'rpc.response.status_code': code });
}
