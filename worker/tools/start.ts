/** `npm start`: builds the page and the site, then serves them on http://localhost:$PORT until Ctrl-C. */
import { join } from 'node:path';
import * as v from 'valibot';

const DEFAULT_PORT = '8787';

const portSchema = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/),
  v.transform(Number),
  v.minValue(1),
  v.maxValue(65535),
);

function chosenPort(): number {
  const value = process.env.PORT || DEFAULT_PORT;
  const result = v.safeParse(portSchema, value);
  if (!result.success) {
    throw new Error(`PORT has to be a whole number in 1 … 65535, not "${value}"`);
  }
  return result.output;
}

async function start(): Promise<void> {
  const [argument] = process.argv.slice(2);
  if (argument !== undefined) {
    throw new Error(`npm start knows no ${argument}; another port is PORT=8080 npm start`);
  }
  const wanted = chosenPort();
  // Loaded only now, since it takes seconds to load what builds and serves: a wrong argument is refused at once.
  const [{ build }, { buildSite }, { reservePort, startServer }] = await Promise.all([
    import('vite'),
    import('./build-site.ts'),
    import('./serve.ts'),
  ]);
  // Before the build, so that nobody waits for it to learn that the port is taken.
  const port = await reservePort(wanted);
  await build({
    configFile: join(import.meta.dirname, '..', '..', 'client', 'vite.config.ts'),
    logLevel: 'warn',
  });
  await buildSite('fast');
  const { url, stop } = await startServer({
    port,
    state: join(import.meta.dirname, '..', '..', '.wrangler', 'state'),
  });
  console.log(`Dareka is on ${url} (Ctrl-C ends it)`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Miniflare's own listener would exit at once with the status of an error.
    process.removeAllListeners(signal);
    process.once(signal, () => void stop().then(() => process.exit()));
  }
}

await start().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
