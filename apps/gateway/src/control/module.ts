export { controlIfKnown, controlReader, type ReadControl } from './control.client.ts';
export { controlOfOblast, type Control } from './control.ts';
export {
  controlSentence,
  controlSuffix,
  controlWords,
  frontlineNote,
  occupiedNote,
  occupiedSection,
} from './control.page.ts';
