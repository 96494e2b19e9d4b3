/** A page of Angular. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, { variants: [{ build: 'build', folder: 'dist/browser' }] });
