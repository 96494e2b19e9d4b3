/** A page that Vite builds, and serves in development. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, { variants: [{ build: 'build' }, { serve: 'dev' }] });
