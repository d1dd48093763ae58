import { createHash, randomBytes } from 'node:crypto';
import {
  GetFormRequest,
  KeepFormRequest,
  PublicFormServiceService as Forms,
} from '@safe-community/contracts/incidents/v1/public_form_service.ts';
import { BackendError, type Backend } from '../backend/module.ts';
import { MAX_SEALED, type FormSeal } from './form-seal.adapter.ts';

/** What visitors have filled in, each under an address that nobody can guess, so that a step can be reloaded. */
export interface KeptForms {
  /** False if it cannot be kept, now or because it is too long: then the form has no address, and is shown in the answer to what was sent. */
  keep(purpose: string, address: string, content: object, ms: number): Promise<boolean>;
  /** Undefined for an address under which nothing is kept. */
  open(purpose: string, address: string): Promise<unknown>;
}

/** How long a code can be shown again after a form was sent: long enough to write it down. */
export const MAX_CODE_MS = 12 * 3_600_000;

const ADDRESS_BYTES = 16;
const ADDRESS = /^[\w-]{22}$/;

export function newAddress(): string {
  return randomBytes(ADDRESS_BYTES).toString('base64url');
}

export function keptForms({ incidents }: Pick<Backend, 'incidents'>, seal: FormSeal): KeptForms {
  return {
    async keep(purpose, address, content, ms) {
      const sealed = seal.seal(purposeAt(purpose, address), content);
      if (sealed.length > MAX_SEALED) return false;
      const keptSeconds = Math.max(1, Math.floor(ms / 1_000));
      const request = KeepFormRequest.fromPartial({
        digest: digestOf(address),
        content: Buffer.from(sealed),
        keptSeconds,
      });
      try {
        await incidents(Forms.keepForm, request);
        return true;
      } catch (error) {
        if (error instanceof BackendError && error.problem === 'unavailable') return false;
        throw error;
      }
    },
    async open(purpose, address) {
      if (!ADDRESS.test(address)) return undefined;
      try {
        const { content } = await incidents(Forms.getForm, GetFormRequest.fromPartial({ digest: digestOf(address) }));
        return seal.open(purposeAt(purpose, address), Buffer.from(content).toString());
      } catch (error) {
        if (error instanceof BackendError && error.problem === 'missing') return undefined;
        throw error;
      }
    },
  };
}

/** What is kept under one address cannot be read under another. */
function purposeAt(purpose: string, address: string): string {
  return `${purpose}/${address}`;
}

function digestOf(address: string): Buffer {
  return createHash('sha256').update(address).digest();
}
