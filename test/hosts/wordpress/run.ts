/**
 * Links of the site in a WordPress (`apt-get install wordpress php-cli`, or the folder that WORDPRESS names): its own
 * WP_oEmbed embeds them, and its filters let them pass.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { encodeFace } from '../../../latent/code/code.ts';
import { seedFace } from '../../../latent/face.ts';
import { parseModelIndex, tagOf } from '../../../latent/model/manifest.ts';
import { startServer } from '../../../worker/tools/serve.ts';

const WORDPRESS = process.env.WORDPRESS ?? '/usr/share/wordpress';

type Link = { readonly url: string; readonly width?: number };

/** What WordPress puts in the place of each link; false where it embeds nothing. */
async function embed(site: string, links: readonly Link[]): Promise<(string | false)[]> {
  const php = spawn('php', [join(import.meta.dirname, 'embed.php'), WORDPRESS], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(php, 'close');
  php.stdin.end(JSON.stringify({ site, links }));
  const [output, [code]] = await Promise.all([text(php.stdout), closed]);
  assert.equal(code, 0, `php ended with ${code}: ${output.slice(0, 1000)}`);
  const { version, html } = JSON.parse(output) as { version: string; html: (string | false)[] };
  console.log(`WordPress ${version}`);
  return html;
}

const server = await startServer();
try {
  const index = parseModelIndex(await (await fetch(`${server.url}/models/index.json`)).json());
  const code = encodeFace(seedFace(tagOf(index.default), 42));
  const made = await fetch(`${server.url}/api/links`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const short = ((await made.json()) as { url: string }).url;
  const url = `${server.url}/f/${code}`;
  const frames = [
    { url },
    { url: `${url}/` },
    { url: `${url}?fbclid=1` },
    { url: short },
    { url, width: 300 },
  ];
  const [photo, ...framed] = await embed(server.url, [{ url, width: 100 }, ...frames]);
  for (const [i, html] of framed.entries()) {
    const size = frames[i]?.width ?? 500;
    assert.match(
      String(html),
      new RegExp(`<iframe [^>]*src="${server.url}/embed/${code}#\\?secret=`),
      frames[i]?.url,
    );
    assert.match(String(html), new RegExp(`width="${size}" height="${size}"`));
    assert.match(String(html), /sandbox="allow-scripts"/);
  }
  assert.match(String(photo), new RegExp(`<img src="${server.url}/f/${code}.png\\?size=128"`));
  assert.match(String(photo), /width="100" height="100"/);
  console.log(`${framed.length + 1} links are embedded`);
} finally {
  await server.stop();
}
