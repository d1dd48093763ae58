/** A request as proto-loader decodes it. */
export interface Request {
  readonly requestId: string;
  readonly report: Report | null;
}

export interface Report {
  readonly category: number;
  readonly channel: number;
  readonly hromadaCode: string;
  readonly description: string;
  readonly reporter: { readonly fullName: string; readonly phone: string } | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly demonstration: boolean;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HROMADA = /^UA\d{17}$/;
const PHONE = /^\+\d{8,15}$/;

/** The report of a valid request. */
export function validReport({ requestId, report }: Request): Report | undefined {
  return report !== null && UUID.test(requestId) && isValid(report) ? report : undefined;
}

function isValid({ category, channel, hromadaCode, description, reporter, attributes }: Report): boolean {
  return (
    category > 0 &&
    channel > 0 &&
    HROMADA.test(hromadaCode) &&
    description.length <= 4_000 &&
    (reporter === null || (reporter.fullName.length <= 200 && PHONE.test(reporter.phone))) &&
    attributes.every(({ name, value }) => name.length > 0 && name.length <= 60 && value.length <= 2_050)
  );
}
