import { randomUUID } from 'node:crypto';
import type { ChannelCredentials } from '@grpc/grpc-js';
import {
  AssignOfficerRequest,
  ChangeOfficerStateRequest,
  OfficerRegistryServiceClient,
  RegisterOfficerRequest,
} from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { AssignmentRole, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import { PLACES } from '../load/places.ts';
import type { Random } from '../random.ts';
import { FAST_RECONNECT } from './fast-reconnect.ts';

const DEADLINE_MS = 10_000;
/** Every sixth place has no responsible officer. */
const WITHOUT_BEAT = 6;

/** A place with a primary, and a deputy who stands in while the primary is on leave. */
interface Beat {
  readonly primary: string;
  readonly deputy: string;
  /** Responsible officers since `begin`, in order. */
  answered: string[];
}

/** The responsible officers set in the registry; a run changes them. */
export class Beats {
  readonly #registry: OfficerRegistryServiceClient;
  readonly #beats = new Map<string, Beat>();

  constructor(registryAddress: string, credentials: ChannelCredentials) {
    this.#registry = openClient(OfficerRegistryServiceClient, registryAddress, credentials, FAST_RECONNECT);
  }

  /** Registers officers and assigns them to their beats. */
  async setUp(): Promise<void> {
    const places = PLACES.filter((_, index) => index % WITHOUT_BEAT > 0);
    await Promise.all(places.map((hromadaCode, index) => this.#man(hromadaCode, index)));
  }

  /** Places with a responsible officer. */
  places(): string[] {
    return [...this.#beats.keys()];
  }

  /** Starts to record the responsible officers. */
  begin(): void {
    for (const beat of this.#beats.values()) beat.answered = beat.answered.slice(-1);
  }

  /** Changes the responsible officer of some places. */
  async change(random: Random, howMany: number): Promise<void> {
    const waiting = new Set(this.#beats.keys());
    while (this.#beats.size - waiting.size < howMany) waiting.delete(random.pick([...waiting]));
    const picked = [...this.#beats].filter(([place]) => !waiting.has(place));
    await Promise.all(picked.map(([, beat]) => this.#swap(beat)));
  }

  /** Responsible officers of a place since `begin`, in order; empty: nobody. */
  answered(hromadaCode: string): readonly string[] {
    return this.#beats.get(hromadaCode)?.answered ?? [''];
  }

  close(): void {
    this.#registry.close();
  }

  async #man(hromadaCode: string, index: number): Promise<void> {
    const [primary, deputy] = await Promise.all([this.#register(`P-${index}`), this.#register(`D-${index}`)]);
    await this.#assign(primary, hromadaCode, AssignmentRole.PRIMARY);
    await this.#assign(deputy, hromadaCode, AssignmentRole.DEPUTY);
    this.#beats.set(hromadaCode, { primary, deputy, answered: [primary] });
  }

  async #register(number: string): Promise<string> {
    const request = RegisterOfficerRequest.fromPartial({
      requestId: randomUUID(),
      kind: OfficerKind.COMMUNITY,
      state: OfficerState.ACTIVE,
      fullName: 'Вигадана Людина',
      serviceNumber: `FAULT-${number}`,
    });
    const register = this.#registry.registerOfficer.bind(this.#registry);
    return (await callUnary('RegisterOfficer', register, request, DEADLINE_MS)).officerId;
  }

  async #assign(officerId: string, hromadaCode: string, role: AssignmentRole): Promise<void> {
    const beat = { hromadaCode, starostaDistrictCode: '' };
    const request = AssignOfficerRequest.fromPartial({ requestId: randomUUID(), officerId, beat, role });
    await callUnary('AssignOfficer', this.#registry.assignOfficer.bind(this.#registry), request, DEADLINE_MS);
  }

  async #swap(beat: Beat): Promise<void> {
    const isOnLeave = beat.answered.at(-1) === beat.deputy;
    const state = isOnLeave ? OfficerState.ACTIVE : OfficerState.ON_LEAVE;
    // Recorded before the call: a report may be routed to the new officer before the answer arrives.
    beat.answered.push(isOnLeave ? beat.primary : beat.deputy);
    const request = ChangeOfficerStateRequest.fromPartial({ requestId: randomUUID(), officerId: beat.primary, state });
    const change = this.#registry.changeOfficerState.bind(this.#registry);
    await callUnary('ChangeOfficerState', change, request, DEADLINE_MS);
  }
}
