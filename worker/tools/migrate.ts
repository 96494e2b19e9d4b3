/**
 * Applies the migrations of short links to the local database. It records them in the same table as
 * `wrangler d1 migrations apply`, which migrates the deployed database, and starts in a fraction of the time.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { unstable_splitSqlQuery as splitSql } from 'wrangler';

const MIGRATIONS = join(import.meta.dirname, '..', 'links', 'migrations');

const APPLIED_MIGRATIONS = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/** @throws Error if a migration fails; those before it stay applied */
export async function migrate(database: D1Database): Promise<void> {
  await database.prepare(APPLIED_MIGRATIONS).run();
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
}

/** Where Miniflare keeps databases in the folder of local state, as `wrangler dev` does. */
export function persistedState(state: string): string {
  return join(state, 'v3');
}

/** The paths of the local database: a file whose name Miniflare makes, or its folder while there is none. */
export async function databaseFiles(state: string): Promise<string[]> {
  const folder = join(persistedState(state), 'd1', 'miniflare-D1DatabaseObject');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite');
  return files.length === 0 ? [folder] : files.map((name) => join(folder, name));
}
