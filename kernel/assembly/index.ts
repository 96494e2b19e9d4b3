/**
 * The generator's arithmetic for the edge, in AssemblyScript: WebAssembly SIMD, because a Worker may not compile
 * ONNX Runtime's module at run time. Relaxed SIMD would be faster on some machines, and round differently on them;
 * these operations are IEEE 754's, so that every machine gives the same bits.
 *
 * Memory is the caller's: what is passed are addresses in bytes, in the one memory of the module.
 */
export { double } from './double';
export { packDoubling, packPicture, packProjection } from './pack';
export { expose, finish, paint } from './paint';
export { project } from './project';
