import {
  PublicFormServiceService as Forms,
  type KeepFormRequest,
  type KeepFormResponse,
} from '@safe-community/contracts/incidents/v1/public_form_service.ts';
import { Refusal, refuseInvalid } from '@safe-community/domain-kit';
import { unary } from '@safe-community/service-kit';
import { checkForm, type FormCount } from './public-form.ts';
import { replaceForm, saveForm } from './public-forms.store.ts';

/** About a gigabyte. */
const MAX_FORMS = 200_000;
const RETRY_MS = 60_000;

/**
 * Not declared as a write: it is no fact about anybody, the audit would hold one entry for each page that a visitor opens,
 * and to keep the same again changes nothing.
 */
export const keepForm = unary<KeepFormRequest, KeepFormResponse, { readonly count: FormCount }>(
  Forms.keepForm,
  ({ database, clock, deps: { count } }) =>
    async (form) => {
      refuseInvalid(checkForm(form));
      const { digest, content, keptSeconds } = form;
      const kept = { digest, content, keptUntil: new Date(clock.now().getTime() + keptSeconds * 1_000) };
      const em = database.em.fork();
      if (count.forms < MAX_FORMS) {
        if (await saveForm(em, kept)) count.forms += 1;
        return {};
      }
      if (await replaceForm(em, kept)) return {};
      throw new Refusal('resource-exhausted', `at most ${MAX_FORMS} forms are kept`, {
        reason: 'TOO_MANY_FORMS',
        retryAfterMs: RETRY_MS,
      });
    },
);
