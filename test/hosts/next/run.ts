/** A page of Next's app router, built by each of its bundlers, and served. */
import { testHost } from '../host.ts';

await testHost(import.meta.dirname, {
  variants: [
    { build: 'build:turbopack', serve: 'start' },
    { build: 'build:webpack', serve: 'start' },
  ],
});
