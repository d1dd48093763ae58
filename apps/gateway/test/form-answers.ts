import type { KeepFormRequest } from '@safe-community/contracts/incidents/v1/public_form_service.ts';
import { BackendError } from '../src/backend/module.ts';
import type { Answers } from './answer-of.ts';

/** What incident intake answers about forms: it has those that were kept. */
export function formAnswers(): Answers {
  const kept = new Map<string, Uint8Array>();
  const key = ({ digest }: Pick<KeepFormRequest, 'digest'>): string => Buffer.from(digest).toString('hex');
  return {
    KeepForm(request) {
      const form = request as KeepFormRequest;
      kept.set(key(form), form.content);
      return {};
    },
    GetForm(request) {
      const content = kept.get(key(request as KeepFormRequest));
      if (content === undefined) throw new BackendError('missing');
      return { content };
    },
  };
}
