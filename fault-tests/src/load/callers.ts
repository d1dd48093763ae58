import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelCredentials } from '@grpc/grpc-js';
import {
  IncidentIntakeServiceClient,
  type ReportIncidentRequest,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { Recorder, type Attempt } from '@safe-community/testkit/history';
import type { Random } from '../random.ts';
import { FAST_RECONNECT } from '../system/fast-reconnect.ts';
import { operationOf } from './operation-of.ts';
import { keepPace, type Offered, type Pace } from './keep-pace.ts';
import { outcomeOf } from './outcome-of-call.ts';
import { sampleReport } from './sample-report.ts';

/** Pause between the attempts of a caller, so that a server that is down is not hammered. */
const AFTER_FAILURE_MS = 100;
const LATEST_RETRY_MS = 60_000;

const OPTIONS = {
  ...FAST_RECONNECT,
  // Replica addresses are IP addresses, and certificates are for names.
  'grpc.ssl_target_name_override': 'localhost',
};

export interface CallersOptions {
  /** Address of intake; several for client-side load balancing. */
  readonly address: string;
  readonly credentials: ChannelCredentials;
  readonly random: Random;
  readonly deadlineMs?: number;
}

/** Callers that report incidents and record requests and answers. */
export class Callers {
  readonly recorder = new Recorder();
  readonly #random: Random;
  readonly #deadlineMs: number;
  readonly #client: IncidentIntakeServiceClient;
  /** By the digest of the body. */
  readonly #sent = new Map<string, ReportIncidentRequest>();
  readonly #underWay: Promise<void>[] = [];
  #isStopped = false;

  constructor({ address, credentials, random, deadlineMs = 5_000 }: CallersOptions) {
    this.#random = random;
    this.#deadlineMs = deadlineMs;
    this.#client = openClient(IncidentIntakeServiceClient, address, credentials, OPTIONS);
  }

  /** Starts that many callers; each sends its next report after the answer to the previous one. */
  start(howMany: number): void {
    this.#underWay.push(...Array.from({ length: howMany }, () => this.#callOn()));
  }

  /** Sends reports at a steady rate. Returns live counts. */
  offer(pace: Pace): Readonly<Offered> {
    const offered = { sent: 0, leftOut: 0 };
    this.#underWay.push(
      keepPace(
        pace,
        () => this.send(),
        () => this.#isStopped,
        offered,
      ),
    );
    return offered;
  }

  /** Ends the calls, and retries unanswered requests until they are answered, as documented for callers. */
  async finish(): Promise<void> {
    await this.abandon();
    const waiting = this.recorder.unknown().values();
    const retry = async (): Promise<void> => {
      for (const { bodyDigest } of waiting) await this.#untilAnswered(bodyDigest);
    };
    await Promise.all(Array.from({ length: 16 }, retry));
  }

  /** Ends the calls; unanswered requests stay unanswered. */
  async abandon(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#underWay.splice(0));
  }

  /** Repeats some answered requests. */
  async repeat(howMany: number): Promise<void> {
    const answered = this.recorder.operations().filter(({ attempts }) => attempts.some(({ answer }) => answer));
    for (let sent = 0; sent < howMany && answered.length > 0; sent += 1) {
      await this.send(this.#sent.get(this.#random.pick(answered).bodyDigest));
    }
  }

  /** Every attempt of every report with its outcome. */
  attempts(): Attempt[] {
    return this.recorder.operations().flatMap((operation) => operation.attempts);
  }

  close(): void {
    this.#client.close();
  }

  /** Sends a report once; a new one by default. */
  send(request: ReportIncidentRequest = sampleReport(this.#random)): Promise<Attempt> {
    const operation = operationOf(request);
    this.#sent.set(operation.bodyDigest, request);
    const method = this.#client.reportIncident.bind(this.#client);
    return this.recorder.attempt(operation, () =>
      outcomeOf(callUnary('ReportIncident', method, request, this.#deadlineMs)),
    );
  }

  async #callOn(): Promise<void> {
    while (!this.#isStopped) {
      const { outcome } = await this.send();
      if (outcome !== 'acknowledged') await sleep(AFTER_FAILURE_MS);
    }
  }

  async #untilAnswered(bodyDigest: string): Promise<void> {
    const deadline = performance.now() + LATEST_RETRY_MS;
    for (;;) {
      const { outcome, reason } = await this.send(this.#sent.get(bodyDigest));
      if (outcome === 'acknowledged') return;
      if (performance.now() > deadline) throw new Error(`a retry is not answered within a minute: ${reason ?? ''}`);
      await sleep(AFTER_FAILURE_MS);
    }
  }
}
