/** A page that esbuild bundles, into one file and into several. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, { variants: [{ build: 'build' }, { build: 'build:split' }] });
