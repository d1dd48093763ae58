/** The token of a page: of which incident, and above which version it begins. */
export function historyToken(incidentId: string, after: number): string {
  return Buffer.from(`${incidentId}.${after}`).toString('base64url');
}

/** 0 for the first page; absent when the token is none of this incident. */
export function readHistoryToken(token: string, incidentId: string): number | undefined {
  if (token === '') return 0;
  const [of, after = ''] = Buffer.from(token, 'base64url').toString().split('.');
  return of === incidentId && /^[1-9]\d{0,8}$/.test(after) ? Number(after) : undefined;
}
