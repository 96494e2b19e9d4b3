/**
 * The generator's layers in AssemblyScript, compiled to WebAssembly SIMD. Cloudflare Workers cannot compile ONNX Runtime's
 * module at run time, so the edge draws with these functions. Relaxed SIMD would be faster on some machines, but its
 * results depend on the machine; the operations used here follow IEEE 754, so every machine computes the same bits.
 *
 * The caller allocates memory. All `usize` arguments are byte addresses in the module's only memory.
 */
export { packProjection, packToRgb, packUpsample } from './pack';
export { project } from './project';
export { toImage, toRgb } from './to-rgb';
export { upsample } from './upsample';
