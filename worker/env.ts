/** The types of Hono's context: what the worker is bound to (wrangler.toml), and what middleware hands to routes. */
import type { Context } from 'hono';
import type { ProblemName } from './http/problem.ts';
import type { BuiltSite } from './site/built-site.ts';

export type Bindings = {
  /** The files of dist/site. */
  readonly ASSETS: Fetcher;
  /** Short links. */
  readonly LINKS: D1Database;
  /** How many new pictures, and how many new links, a network may ask for in a minute. */
  readonly RENDERS?: RateLimit;
  readonly WRITES?: RateLimit;
  /** The same for all clients together. */
  readonly RENDERS_IN_ALL?: RateLimit;
  readonly WRITES_IN_ALL?: RateLimit;
  /** Drawn pictures, shared by all data centres. Optional: each data centre has a cache of its own. */
  readonly PICTURES?: R2Bucket;
  /** Whom to tell about a fault in the site's security: a `mailto:` or `https:` URL. Optional. */
  readonly SECURITY_CONTACT?: string;
};

/** Where a picture came from: the data centre's cache, R2, drawn for this request, or drawn for another one. */
export type PictureOrigin = 'cache' | 'store' | 'drawn' | 'joined';

export type Variables = {
  /** Opened by a middleware before any route runs. */
  site: BuiltSite;
  /** For the log. */
  problem?: ProblemName;
  pictureOrigin?: PictureOrigin;
};

export type WorkerEnv = { Bindings: Bindings; Variables: Variables };

export type WorkerContext = Context<WorkerEnv>;
