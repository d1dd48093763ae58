import { StatisticsServiceService } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import type { ImportPorts } from '../../app/import-official-figures.ts';
import type { QueryPorts } from '../../app/query-figures.ts';
import type { Scorecard } from '../../domain/scorecard.ts';
import { handleGetScorecard } from './get-scorecard.ts';
import { handleImportOfficialFigures } from './import-official-figures.ts';
import { handleQueryFigures } from './query-figures.ts';

interface ScorecardPorts {
  /** The programme at a glance, as it is now. */
  readonly scorecard: () => Promise<Scorecard>;
}

export function statisticsService(ports: ImportPorts & QueryPorts & ScorecardPorts): ServedService {
  return serve(StatisticsServiceService, {
    importOfficialFigures: handleImportOfficialFigures(ports),
    queryFigures: handleQueryFigures(ports),
    getScorecard: handleGetScorecard(ports.scorecard, ports.now),
  });
}
