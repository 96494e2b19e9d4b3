/** Headers that tell browsers what our documents may do, and who may use our files. */
import type { Context, MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';

/** What other sites may frame: `/embed/CODE`, and not the scripts that lie deeper. */
const FRAMED = /^\/embed\/[^/]+$/;

const NOTHING = ["'none'"];
const OWN = ["'self'"];

/** What no document here has a use for. */
const PERMISSIONS = Object.fromEntries(
  [
    'accelerometer',
    'browsingTopics',
    'camera',
    'displayCapture',
    'geolocation',
    'gyroscope',
    'magnetometer',
    'microphone',
    'midi',
    'payment',
    'serial',
    'usb',
    'xrSpatialTracking',
  ].map((feature) => [feature, []]),
);

const COMMON = {
  crossOriginEmbedderPolicy: 'require-corp',
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  permissionsPolicy: PERMISSIONS,
  // Of browsers that are gone, or without a use where there is a policy.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  // What a route set itself stays: see `allowAnyOrigin`.
  overwrite: false,
} as const;

/**
 * For all but embeds, scripts too: a worker has the policy that its own script came with.
 *
 * The page is cross-origin isolated (COOP and COEP), without which WebAssembly gets no threads; so all it loads is
 * of its own origin. `wasm-unsafe-eval` lets WebAssembly be compiled, and nothing else be evaluated.
 */
const own = secureHeaders({
  ...COMMON,
  contentSecurityPolicy: {
    defaultSrc: OWN,
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    workerSrc: OWN,
    imgSrc: ["'self'", 'blob:', 'data:'],
    connectSrc: OWN,
    objectSrc: NOTHING,
    baseUri: NOTHING,
    formAction: NOTHING,
    frameAncestors: NOTHING,
  },
  crossOriginOpenerPolicy: 'same-origin',
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'same-origin',
  xFrameOptions: 'DENY',
});

/** In a sandboxed frame, which has no origin, `'self'` of a worker is nobody. */
function origin(c: Context): string {
  return new URL(c.req.url).origin;
}

/**
 * For embeds: they may be framed by anybody, isolated documents too, and do nothing but show a face and turn it. In a
 * sandboxed frame the widget's worker begins as a `data:` URL.
 */
const framed = secureHeaders({
  ...COMMON,
  contentSecurityPolicy: {
    defaultSrc: NOTHING,
    scriptSrc: [origin, "'wasm-unsafe-eval'"],
    workerSrc: [origin, 'data:'],
    connectSrc: [origin],
    imgSrc: OWN,
    styleSrc: OWN,
    baseUri: NOTHING,
    formAction: NOTHING,
    frameAncestors: ['*'],
  },
  crossOriginOpenerPolicy: 'unsafe-none',
  crossOriginResourcePolicy: 'cross-origin',
  referrerPolicy: 'no-referrer',
  xFrameOptions: false,
});

export const securityHeaders: MiddlewareHandler = (c, next) =>
  FRAMED.test(c.req.path) ? framed(c, next) : own(c, next);

/** For what any site may load: pictures, models, the runtime, the API. Nothing here depends on who asks. */
export const allowAnyOrigin: MiddlewareHandler = every(
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
