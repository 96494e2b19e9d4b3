/** What the worker is bound to (wrangler.toml), as Hono's handlers see it. */
import type { Context } from 'hono';

export type Bindings = {
  /** The files of dist/site. */
  readonly ASSETS: Fetcher;
};

export type Edge = { Bindings: Bindings };

export type EdgeContext = Context<Edge>;
