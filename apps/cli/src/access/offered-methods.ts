import { ourMethods } from '@safe-community/contracts/inventory';

/** The services, and the folder of proto/safecommunity that holds the contracts of each. */
export const DOMAINS = {
  'officer-registry': 'officers',
  'incident-intake': 'incidents',
  'camera-rollout': 'cameras',
  statistics: 'statistics',
} as const;

const BEGIN = '<!-- begin methods: written by npm run access -->';
const END = '<!-- end methods -->';

/** The README of a service, with a table of every method that it offers between its two marks. Throws without them. */
export function withOfferedMethods(readme: string, domain: string): string {
  const [before, rest] = readme.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`the README lacks ${BEGIN} or ${END}`);
  return `${before}${BEGIN}\n${table(domain)}\n${END}${after}`;
}

function table(domain: string): string {
  const offered = ourMethods().filter(({ parent }) => parent.typeName.startsWith(`safecommunity.${domain}.`));
  const rows = [...Map.groupBy(offered, ({ parent }) => parent)].map(([service, methods]) => {
    const contract = `../../proto/${service.file.name}.proto`;
    return `| [\`${service.name}\`](${contract}) | ${methods.map(({ name }) => `\`${name}\``).join(', ')} |`;
  });
  return ['| service | methods |', '|---|---|', ...rows].join('\n');
}
