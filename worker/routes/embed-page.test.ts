import { describe, expect, test } from 'vitest';
import { encodeFace } from '../../latent/code/code.ts';
import { seedFace } from '../../latent/face.ts';
import { expectProblem, fetchWorker, NAVIGATION } from '../testing/fetch-worker.ts';
import { publishedFixture } from '../testing/fixture-models.ts';

const { models } = await publishedFixture();
const [{ manifest }, { manifest: undrawable }] = models;
const code = encodeFace(seedFace(manifest.tag, 42));
const onDevices = encodeFace(seedFace(undrawable.tag, 42));

describe('GET /embed/CODE', () => {
  test('is a page of one face that any site may frame, with a picture for browsers without scripts', async () => {
    const response = await fetchWorker(`/embed/${code}`);
    expect(response.status).toBe(200);
    expect(response.headers.has('X-Frame-Options')).toBe(false);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain('frame-ancestors *');
    expect(policy).toContain("default-src 'none'");
    expect(response.headers.get('Permissions-Policy')).toContain('camera=()');
    expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    const page = await response.text();
    expect(page).toContain(`<img src="/f/${code}.webp?size=512"`);
    expect(page).toContain(`<dareka-face code="${code}" interactive>`);
    expect(page).toContain(`<a href="/f/${code}" target="_blank" rel="noopener"`);
  });

  test('is in the language of the visitor', async () => {
    const response = await fetchWorker(`/embed/${code}`, { headers: { 'Accept-Language': 'ja' } });
    expect(response.headers.get('Vary')).toContain('Accept-Language');
    const page = await response.text();
    expect(page).toContain('<html lang="ja">');
    expect(page).toContain('alt="実在しない人の顔"');
  });

  test('answers a face that it cannot show with a problem, as an HTML page in a browser', async () => {
    await expectProblem(await fetchWorker('/embed/AAAA'), 400, 'damaged-code');
    await expectProblem(await fetchWorker(`/embed/${onDevices}`), 404, 'not-drawable');
    const page = await fetchWorker('/embed/AAAA', { headers: NAVIGATION });
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('This link is damaged');
  });
});
