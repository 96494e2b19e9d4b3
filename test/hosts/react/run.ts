/** A page of React 18, and of React 19, rendered to HTML on a server and hydrated. */
import { testHost } from '../host.ts';

for (const version of ['^18.3.1', '^19.3.1']) {
  await testHost(import.meta.dirname, {
    dependencies: { react: version, 'react-dom': version },
    variants: [{ build: 'build' }],
  });
}
