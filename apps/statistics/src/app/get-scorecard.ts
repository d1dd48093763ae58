import { composeScorecard, type Scorecard } from '../domain/scorecard.ts';
import type { FigureStore, TallyReader } from './ports.ts';

export interface ScorecardPorts {
  readonly figures: FigureStore;
  readonly tally: TallyReader;
}

/** The programme at a glance. */
export async function getScorecard({ figures, tally }: ScorecardPorts): Promise<Scorecard> {
  const [counted, official] = await Promise.all([tally.read(), figures.forScorecard()]);
  return composeScorecard(counted, official);
}
