/** Every route, in the order that they are tried in. */
import type { Route } from './route.ts';
import { apiDocs } from './routes/api-docs/api-docs.ts';
import { embedPage } from './routes/embed-page.ts';
import { face } from './routes/face.ts';
import { health } from './routes/health.ts';
import { followLink, makeLink } from './routes/links.ts';
import { modelFile, modelIndex } from './routes/model-files.ts';
import { model, models } from './routes/models.ts';
import { oembed } from './routes/oembed.ts';
import { embedConfigurator, home, pageFile } from './routes/page.ts';
import { card, picture } from './routes/pictures.ts';
import { problem } from './routes/problem.ts';
import { runtimeFile, stylesheet, widgetFile } from './routes/scripts.ts';
import { seeds } from './routes/seeds.ts';
import { sharePage } from './routes/share-page.ts';

/** What programs may ask for: all of it is documented at `/api/docs`, in this order. */
const API = [
  seeds,
  face,
  models,
  model,
  modelFile,
  picture,
  card,
  sharePage,
  embedPage,
  oembed,
  makeLink,
  followLink,
  health,
];

export const ROUTES: readonly Route[] = [
  ...API,
  ...apiDocs(API),
  modelIndex,
  runtimeFile,
  widgetFile,
  stylesheet,
  problem,
  home,
  embedConfigurator,
  pageFile,
];
