/** Damages a response on its way to the browser, as a route handler: flips one bit in the middle of its body. */
import type { Route } from 'playwright-core';

export async function damage(route: Route): Promise<void> {
  const response = await route.fetch();
  const body = await response.body();
  const middle = body.length >> 1;
  body.writeUInt8(body.readUInt8(middle) ^ 1, middle);
  await route.fulfill({ response, body });
}
