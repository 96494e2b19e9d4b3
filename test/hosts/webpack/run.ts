/** A page that webpack builds. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, { variants: [{ build: 'build' }] });
