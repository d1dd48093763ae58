export {
  choiceField,
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
export { plainText, problemOf, type FieldProblem } from './form.ts';
export { keptForms, newAddress, type KeptForms } from './kept-forms.client.ts';
export { formSeal, readFormSecrets, type FormSeal } from './form-seal.adapter.ts';
