/** Headers that tell browsers what our documents may do, and which sites may load our files. */
import type { Context, MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { cors } from 'hono/cors';
import { secureHeaders } from 'hono/secure-headers';

/** What other sites may frame: `/embed/CODE`, but not the scripts below `/embed/VERSION/`. */
const FRAMED = /^\/embed\/[^/]+$/;

const NOTHING = ["'none'"];
const OWN = ["'self'"];

/** Browser features that no document here uses. */
const PERMISSIONS = Object.fromEntries(
  [
    'accelerometer',
    'browsingTopics',
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
/** The page takes pictures to train on, once it is asked for and allowed; they stay on the device. */
const OWN_PERMISSIONS = { ...PERMISSIONS, camera: ['self'] };
const FRAMED_PERMISSIONS = { ...PERMISSIONS, camera: [] };

const COMMON = {
  crossOriginEmbedderPolicy: 'require-corp',
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  // Obsolete, or made redundant by the Content Security Policy.
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  // A header that a route has set stays: see `allowAnyOrigin`.
  overwrite: false,
} as const;

/**
 * For everything but embeds. Scripts need the policy too: a web worker has the policy of its own script.
 *
 * The page is cross-origin isolated (COOP and COEP), because WebAssembly has threads only then; so it loads from its own
 * origin only. `wasm-unsafe-eval` allows compiling WebAssembly, but not eval.
 */
const own = secureHeaders({
  ...COMMON,
  permissionsPolicy: OWN_PERMISSIONS,
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

/** Instead of `'self'`, which matches nothing in a sandboxed frame: that has no origin. */
function origin(c: Context): string {
  return new URL(c.req.url).origin;
}

/**
 * For embeds: every site may frame them, cross-origin isolated documents too, and they only show a face and turn it. In
 * a sandboxed frame the widget starts its worker from a `data:` URL.
 */
const framed = secureHeaders({
  ...COMMON,
  permissionsPolicy: FRAMED_PERMISSIONS,
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

/** For what every site may load: pictures, models, the runtime, the API. No answer depends on who asks. */
export function allowAnyOrigin(methods: string[]): MiddlewareHandler {
  return every(
    cors({
      origin: '*',
      allowMethods: methods,
      exposeHeaders: [
        'Accept-Ranges',
        'Cache-Status',
        'Content-Encoding',
        'Content-Length',
        'Content-Location',
        'Content-Range',
        'ETag',
        'Link',
        'Retry-After',
      ],
      maxAge: 86400,
    }),
    async (c, next) => {
      await next();
      c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    },
  );
}
