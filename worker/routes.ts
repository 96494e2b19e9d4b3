/** Every route, in the order that they are tried in. */
import type { Route } from './route.ts';
import { apiDocs } from './routes/api-docs/api-docs.ts';
import { getAvatars, postAvatars } from './routes/avatar-lists.ts';
import { getAvatar, getAvatarV1, getAvatarV2, getRandomAvatar } from './routes/avatars.ts';
import { getAvatarsPage } from './routes/avatars-page.ts';
import { getDicebear } from './routes/dicebear.ts';
import { getEmbedPage } from './routes/embed-page.ts';
import { getFace } from './routes/face.ts';
import { getGravatar } from './routes/gravatar.ts';
import { getHealth } from './routes/health.ts';
import { createLink, followLink } from './routes/links.ts';
import { getModelFile, getModelIndex } from './routes/model-files.ts';
import { getModel, getModels } from './routes/models.ts';
import { getOembed } from './routes/oembed.ts';
import { getPageFile } from './routes/page.ts';
import { getJpeg, getJpegCard, getPng, getPngCard, getWebp, getWebpCard } from './routes/pictures.ts';
import { getProblem } from './routes/problem.ts';
import { getSeeds } from './routes/seeds.ts';
import { getSharePage } from './routes/share-page.ts';
import { getRuntimeFile, getStylesheet, getWidgetFile } from './routes/static-files.ts';
import { getRobots, getSecurityContact } from './routes/well-known.ts';

/** What programs may ask for: all of it is documented at `/api/docs`, in this order. */
const API = [
  getRandomAvatar,
  getAvatar,
  getAvatarV2,
  getAvatarV1,
  getAvatars,
  postAvatars,
  getGravatar,
  getDicebear,
  getSeeds,
  getFace,
  getModels,
  getModel,
  getModelFile,
  getPng,
  getWebp,
  getJpeg,
  getPngCard,
  getWebpCard,
  getJpegCard,
  getSharePage,
  getEmbedPage,
  getOembed,
  createLink,
  followLink,
  getHealth,
];

export const ROUTES: readonly Route[] = [
  ...API,
  ...apiDocs(API),
  getModelIndex,
  getRuntimeFile,
  getWidgetFile,
  getStylesheet,
  getProblem,
  getRobots,
  getSecurityContact,
  getAvatarsPage,
  getPageFile,
];
