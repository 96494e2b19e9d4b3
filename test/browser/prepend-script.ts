import type { BrowserContext } from 'playwright-core';

/**
 * Runs a script before one of the site's own, for example in a worker, which Playwright's `addInitScript` does not reach.
 *
 * @param url of the site's script, as for `context.route`
 */
export async function prependScript(
  context: BrowserContext,
  url: string | RegExp,
  script: string,
): Promise<void> {
  await context.route(url, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `{ ${script} }\n${await response.text()}` });
  });
}
