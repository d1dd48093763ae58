import { formatOf, textsOf, type Language } from '../site/module.ts';
import type { OfficialValue } from './official.ts';

/** As it was published: "over 70". */
export function officialText({ value, qualifier }: OfficialValue, language: Language): string {
  const { scorecard } = textsOf(language);
  const shown = formatOf(language).decimal(value);
  return qualifier === 'exact' ? shown : `${scorecard[qualifier]} ${shown}`;
}
