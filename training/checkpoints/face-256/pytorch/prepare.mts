import { writeFileSync } from 'node:fs';
const { fillNormal } = await import('../../../../latent/seed.ts');
writeFileSync('.bin', new Uint8Array(fillNormal(new Float32Array(6400), 1, 2 ** 32 - 1).buffer));
