export {
  choiceField,
  foldedFields,
  hereField,
  hidden,
  languageForm,
  leaveLink,
  lineField,
  problemSummary,
  sendingTexts,
  textField,
  trapField,
  type Html,
  type Part,
} from './form.page.ts';
export { CONTACT_FIELD_TEXTS } from './contact-fields.texts.ts';
export { isExpired, isTooFast, MAX_FORM_MS } from './form-age.ts';
export { plainText, problemOf, type FieldProblem } from './form.ts';
export { fieldsInKyiv, instantsInKyiv, readDay, readTime } from './kyiv-time.ts';
export { keptForms, MAX_CODE_MS, newAddress, type KeptForms } from './kept-forms.client.ts';
export { SENT_TEXTS } from './sent.texts.ts';
export { tokenBox } from './token.page.ts';
export { formSeal, readFormSecrets, type FormSeal } from './form-seal.adapter.ts';
