import type { CouncilRow, HromadaRow } from './check-rows.ts';
import type { SettlementRow } from './settlement-rows.ts';

const HROMADA_HEADER = `# The 1,469 hromadas of Ukraine, grouped by oblast and raion, in the order of their codes.
# Facts from: KSE Loc Data Hub (MIT). Names as in the official codifier of 16.05.2025, population as of 1 January 2022.
# Made by scripts/build-tables.ts, see README.md. Columns, one tab of indentation a level:
# oblast code, name
# \traion code, name
# \t\thromada code, kind (r rural, s settlement, u urban), population, latitude, longitude, name, centre
`;

const COUNCIL_HEADER = `# The former village councils of each hromada: the stand-in for its starosta districts.
# Facts from: KSE Loc Data Hub (MIT). Made by scripts/build-tables.ts, see README.md.
# hromada code, then tab by tab: 10-digit KOATUU code of the former council, a blank, its name
`;

const SETTLEMENT_HEADER = `# The settlements of each hromada and the districts of its cities, AR Crimea and the two special cities included.
# Facts from: the official codifier of 16.05.2025 (Ministry for Development of Communities, order no. 290, open data).
# Made by scripts/build-tables.ts, see README.md. A settlement's code begins with the first 9 characters of its line.
# hromada code (of those that belong to no hromada: these 9 characters alone), then tab by tab: the other 10 digits of
# the settlement's code, its category (M city, X settlement, C village, B district of a city, K special city), a blank, its name
`;

/** The text of data/hromadas.tsv. The order of the rows given makes no difference. */
export function renderHromadas(rows: readonly HromadaRow[]): string {
  let oblast = '';
  let raion = '';
  let text = HROMADA_HEADER;
  for (const row of rows.toSorted(byText((row) => row.code))) {
    if (row.oblast_code !== oblast) text += `${row.oblast_code}\t${row.oblast}\n`;
    if (row.raion_code !== raion) text += `\t${row.raion_code}\t${row.raion}\n`;
    ({ oblast_code: oblast, raion_code: raion } = row);
    const facts = [
      row.code,
      row.kind.charAt(0),
      row.population_2022,
      row.latitude,
      row.longitude,
      row.name,
      row.centre,
    ];
    text += `\t\t${facts.join('\t')}\n`;
  }
  return text;
}

/** The text of data/starosta-districts.tsv. The order of the rows given makes no difference. */
export function renderCouncils(rows: readonly CouncilRow[]): string {
  const sorted = rows.toSorted(byText((row) => row.hromada_code + row.former_council_koatuu));
  const byHromada = [...Map.groupBy(sorted, (row) => row.hromada_code)];
  const lines = byHromada.map(([hromada, councils]) =>
    [hromada, ...councils.map((council) => `${council.former_council_koatuu} ${council.name}`)].join('\t'),
  );
  return `${COUNCIL_HEADER}${lines.join('\n')}\n`;
}

/** The text of data/settlements.tsv. The order of the rows given makes no difference. */
export function renderSettlements(rows: readonly SettlementRow[]): string {
  const sorted = rows.toSorted(byText((row) => row.code));
  const byUnit = [...Map.groupBy(sorted, (row) => row.hromadaCode ?? row.code.slice(0, 9))];
  const lines = byUnit.map(([unit, settlements]) =>
    [unit, ...settlements.map(({ code, category, name }) => `${code.slice(9)}${category} ${name}`)].join('\t'),
  );
  return `${SETTLEMENT_HEADER}${lines.join('\n')}\n`;
}

/** By code unit, so that the outcome depends on no machine's locale. */
function byText<Row>(key: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => (key(a) < key(b) ? -1 : 1);
}
