/** Headers that tell browsers what our documents may do, and who may use our files. */
import type { MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';

/**
 * For everything, scripts too: a worker has the policy that its own script came with.
 *
 * The page is cross-origin isolated (COOP and COEP), without which WebAssembly gets no threads; so all it loads is
 * of its own origin. `wasm-unsafe-eval` lets WebAssembly be compiled, and nothing else be evaluated.
 */
export const security: MiddlewareHandler = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    workerSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:', 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginEmbedderPolicy: 'require-corp',
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'same-origin',
  strictTransportSecurity: 'max-age=15552000',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  // Of browsers that are gone, or without a use where there is a policy.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  // What a route set itself stays: see `open`.
  overwrite: false,
});

/** For what any site may load: models, the runtime, the API. Nothing here depends on who asks. */
export const open: MiddlewareHandler = every(
  cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD'],
    exposeHeaders: ['Accept-Ranges', 'Content-Encoding', 'Content-Length', 'Content-Range', 'ETag'],
    maxAge: 86400,
  }),
  async (c, next) => {
    await next();
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  },
);
