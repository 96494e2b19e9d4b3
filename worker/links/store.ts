/** Short links in D1. When the database fails, short links are all that fails. */

import { Problem } from '../http/problem.ts';
import { log } from '../log.ts';
import { ID, idsOf } from './short-id.ts';

export type Link = {
  readonly id: string;
  /** Whether it is new. */
  readonly created: boolean;
};

/** @throws Problem `links-unavailable` where the database does not answer or has no table */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    log('error', { event: 'links-unavailable', error: String(cause) });
    throw new Problem(
      'links-unavailable',
      'The database of short links does not answer. The long link works all the same.',
      { headers: { 'Retry-After': '60' }, cause },
    );
  }
}

/**
 * The short link of a code, made where there is none yet.
 *
 * @throws Problem `links-unavailable`
 */
export function linkTo(database: D1Database, code: string): Promise<Link> {
  return guarded(async () => {
    for (const id of await idsOf(code)) {
      const [inserted, found] = await database.batch<{ id: string }>([
        database.prepare('INSERT INTO links (id, code) VALUES (?, ?) ON CONFLICT DO NOTHING').bind(id, code),
        database.prepare('SELECT id FROM links WHERE code = ?').bind(code),
      ]);
      const link = found?.results[0];
      if (link !== undefined) {
        return { id: link.id, created: inserted?.meta.changes === 1 };
      }
    }
    throw new Error('every id that the code could have is taken');
  });
}

/** @returns the code behind a short link, `undefined` where there is none */
function selectCode(database: D1Database, id: string): Promise<string | undefined> {
  return guarded(async () => {
    const found = await database
      .prepare('SELECT code FROM links WHERE id = ?')
      .bind(id)
      .first<string>('code');
    return found ?? undefined;
  });
}

/**
 * The code behind the id of a short link.
 *
 * @throws Problem `unknown-link` or `links-unavailable`
 */
export async function findCode(database: D1Database, id: string): Promise<string> {
  const code = ID.test(id) ? await selectCode(database, id) : undefined;
  if (code === undefined) {
    throw new Problem('unknown-link', 'There is no short link with that id.');
  }
  return code;
}

/** Whether the database answers. */
export async function linksWork(database: D1Database): Promise<boolean> {
  return selectCode(database, '').then(
    () => true,
    () => false,
  );
}
