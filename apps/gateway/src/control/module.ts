export { controlIfKnown, controlReader, type ReadControl } from './control.client.ts';
export { controlOfOblast, type Control } from './control.ts';
export {
  controlSentence,
  controlSuffix,
  controlWords,
  frontlineNote,
  occupiedAdvice,
  occupiedNote,
  occupiedSection,
} from './control.page.ts';
