/**
 * Brings the local database of short links up to date. It keeps the books as `wrangler d1 migrations apply` does, which
 * is for the deployed one, and takes a fraction of its time to start.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { getPlatformProxy, unstable_splitSqlQuery as splitSql } from 'wrangler';

const ROOT = join(import.meta.dirname, '..', '..');
const MIGRATIONS = join(import.meta.dirname, '..', 'links', 'migrations');

const BOOKS = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * @param state the folder of local state, made where there is none
 * @throws Error where a migration fails; those before it stay applied
 */
export async function migrate(state: string): Promise<void> {
  const { env, dispose } = await getPlatformProxy<{ readonly LINKS: D1Database }>({
    configPath: join(ROOT, 'wrangler.toml'),
    persist: { path: join(state, 'v3') },
  });
  try {
    const database = env.LINKS;
    await database.prepare(BOOKS).run();
    const { results } = await database.prepare('SELECT name FROM d1_migrations').all<{ name: string }>();
    const applied = new Set(results.map(({ name }) => name));
    const names = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort();
    for (const name of names.filter((candidate) => !applied.has(candidate))) {
      const statements = splitSql(await readFile(join(MIGRATIONS, name), 'utf8'));
      await database.batch([
        ...statements.map((statement) => database.prepare(statement)),
        database.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
      ]);
    }
  } finally {
    await dispose();
  }
}
