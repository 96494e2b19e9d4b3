/** `GET /robots.txt` and `GET /.well-known/security.txt`: what crawlers and finders of faults look for on every site. */
import { CACHE_DAY } from '../http/cache-control.ts';
import { Problem } from '../http/problem.ts';
import { route } from '../route.ts';

/** RFC 9309. The API gives new links without end, so crawlers leave it; previews of links need everything else. */
const ROBOTS = `User-agent: *
Allow: /api/docs
Disallow: /api/
`;

/** RFC 9116 wants a date less than a year away. */
const EXPIRES_AFTER_MS = 180 * 86_400_000;

export const getRobots = route({
  method: 'get',
  path: '/robots.txt',
  handle: (c) => c.text(ROBOTS, 200, { 'Cache-Control': CACHE_DAY }),
});

export const getSecurityContact = route({
  method: 'get',
  path: '/.well-known/security.txt',
  handle(c) {
    const contact = c.env.SECURITY_CONTACT;
    if (!contact) {
      throw new Problem(
        'not-found',
        'This site names no contact for security (SECURITY_CONTACT in wrangler.toml).',
      );
    }
    const expires = new Date(Date.now() + EXPIRES_AFTER_MS).toISOString();
    const { href } = new URL(c.req.path, c.req.url);
    const lines = [
      `Contact: ${contact}`,
      `Expires: ${expires}`,
      `Canonical: ${href}`,
      'Preferred-Languages: en, ja',
    ];
    return c.text(`${lines.join('\n')}\n`, 200, { 'Cache-Control': CACHE_DAY });
  },
});
