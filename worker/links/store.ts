/** Short links in D1. If the database fails, only the routes of short links do. */
import { Problem } from '../http/problem.ts';
import { log } from '../log.ts';
import { candidateIds, LINK_ID } from './short-id.ts';

export type ShortLink = {
  readonly id: string;
  /** Whether it is new. */
  readonly created: boolean;
};

/** @throws Problem `links-unavailable` where the database does not answer or has no table */
async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    log('error', { event: 'links-unavailable', error: String(cause) });
    throw new Problem(
      'links-unavailable',
      'The database of short links does not answer. The long link works without it.',
      { headers: { 'Retry-After': '60' }, cause },
    );
  }
}

/**
 * The short link of a code, created if there is none yet.
 *
 * @throws Problem `links-unavailable`
 */
export function findOrCreateLink(database: D1Database, code: string): Promise<ShortLink> {
  return withDatabase(async () => {
    for (const id of await candidateIds(code)) {
      const [inserted, found] = await database.batch<{ id: string }>([
        database.prepare('INSERT INTO links (id, code) VALUES (?, ?) ON CONFLICT DO NOTHING').bind(id, code),
        database.prepare('SELECT id FROM links WHERE code = ?').bind(code),
      ]);
      const link = found?.results[0];
      if (link !== undefined) {
        return { id: link.id, created: inserted?.meta.changes === 1 };
      }
    }
    throw new Error('other codes have all ids that this code may have');
  });
}

/** @returns the code of a short link, or `undefined` if there is no such link */
function selectCode(database: D1Database, id: string): Promise<string | undefined> {
  return withDatabase(async () => {
    const found = await database
      .prepare('SELECT code FROM links WHERE id = ?')
      .bind(id)
      .first<string>('code');
    return found ?? undefined;
  });
}

/**
 * The code that a short link leads to.
 *
 * @throws Problem `unknown-link` or `links-unavailable`
 */
export async function findCode(database: D1Database, id: string): Promise<string> {
  const code = LINK_ID.test(id) ? await selectCode(database, id) : undefined;
  if (code === undefined) {
    throw new Problem('unknown-link', 'There is no short link with that id.');
  }
  return code;
}

/** Whether the database answers. */
export async function isDatabaseAnswering(database: D1Database): Promise<boolean> {
  return selectCode(database, '').then(
    () => true,
    () => false,
  );
}
