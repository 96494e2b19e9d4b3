export * from './architecture.ts';
export * from './discriminator.ts';
export * from './generator.ts';
