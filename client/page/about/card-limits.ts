import { fetchOk } from '@dareka/engine';

/** The section between this heading and the next one. */
const LIMITS = /^## Limits\n+([\s\S]*?)\n+## /m;

/** What the card of a published model says of its limits, which its manifest does not say. @returns null where there is no card @throws EngineError */
export async function limitsInCard(url: string | null): Promise<string | null> {
  if (url === null) {
    return null;
  }
  const card = await (await fetchOk(url)).text();
  return LIMITS.exec(card)?.[1]?.replaceAll('\n', ' ') ?? null;
}
