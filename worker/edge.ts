/** What the worker is bound to (wrangler.toml), as Hono's handlers see it. */
import type { Context } from 'hono';

export type Bindings = {
  /** The files of dist/site. */
  readonly ASSETS: Fetcher;
  /** Short links. */
  readonly LINKS: D1Database;
  /** How many new pictures, and how many new links, an address may ask for in a minute. */
  readonly RENDERS?: RateLimit;
  readonly WRITES?: RateLimit;
  /** Pictures that were drawn, for all data centres. Optional: each has a cache of its own. */
  readonly PICTURES?: R2Bucket;
};

export type Variables = {
  /** For the log: the kind of problem that was answered, and where a picture came from. */
  problem: string;
  picture: string;
};

export type Edge = { Bindings: Bindings; Variables: Variables };

export type EdgeContext = Context<Edge>;
