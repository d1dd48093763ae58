import { PublicFormServiceService as Forms } from '@safe-community/contracts/incidents/v1/public_form_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { query } from '@safe-community/service-kit';
import { checkDigest } from './public-form.ts';
import { findForm } from './public-forms.store.ts';

export const getForm = query(Forms.getForm, {
  parse({ request: { digest }, fields }) {
    fields.check(checkDigest(digest));
    return digest;
  },
  read: async ({ query: digest, database, clock }) =>
    (await findForm(database.em.fork(), digest, clock.now())) ?? notFound('form'),
  reply: ({ found: content }) => ({ content }),
});
