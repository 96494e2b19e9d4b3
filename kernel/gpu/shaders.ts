/**
 * The generator's layers in WGSL. Feature maps and packed weights are laid out as in assembly/layout.ts, with a leading
 * batch axis for feature maps. The sizes of a layer are in a uniform buffer, so that all layers of a kind share a pipeline: to
 * compile one takes longer than to draw many faces.
 *
 * Bindings of every shader: 0 input, 1 weights, 2 bias, 3 output, 5 the sizes.
 *
 * Hidden feature maps and weights have the type `real`, which PRECISION defines. RGB images, and sums of more than DEPTH
 * products, are f32.
 */

/** The prologue of a shader: the type of the factors. */
export const PRECISION = {
  single: 'alias real = f32;',
  half: 'enable f16;\nalias real = f16;',
} as const;
export type Precision = keyof typeof PRECISION;

/** Threads along each edge of a two-dimensional workgroup. Every image's side is a multiple of it. */
export const WORKGROUP_EDGE = 8;
/** Threads of a one-dimensional workgroup. */
export const WORKGROUP_LENGTH = 64;
/** A workgroup of UPSAMPLE computes OUTPUT_TILE pixels × OUTPUT_TILE channels, each thread four by four of them. */
export const OUTPUT_TILE = 4 * WORKGROUP_EDGE;
/** How many input channels are in workgroup memory at a time. */
const DEPTH = 16;

/** z [faces, latentSize] → the first feature map. One thread computes four channels of a pixel. */
export const PROJECT = /* wgsl */ `
struct Sizes { latentSize: u32, side: u32, stride: u32 }

@group(0) @binding(5) var<uniform> sizes: Sizes;
@group(0) @binding(0) var<storage, read> z: array<f32>;
@group(0) @binding(1) var<storage, read> weights: array<vec4<real>>;
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4<real>>;

@compute @workgroup_size(${WORKGROUP_LENGTH})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let latentSize = sizes.latentSize;
  let side = sizes.side;
  let quads = sizes.stride / 4;
  let row = side * side * quads;
  if (id.x >= row) { return; }
  let pixel = id.x / quads;
  let quad = id.x % quads;
  var sum = bias[quad];
  for (var i = 0u; i < latentSize; i++) {
    sum += z[id.y * latentSize + i] * vec4f(weights[i * row + id.x]);
  }
  let width = side + 2;
  let place = id.y * width * width + (pixel / side + 1) * width + pixel % side + 1;
  output[place * quads + quad] = vec4<real>(max(sum, vec4f()));
}`;

/**
 * A hidden layer as one matrix product for each parity of the output: [pixels of all faces, taps × input channels] times
 * [taps × input channels, output channels].
 */
export const UPSAMPLE = /* wgsl */ `
struct Sizes { side: u32, channels: u32, stride: u32, outStride: u32 }

@group(0) @binding(5) var<uniform> sizes: Sizes;
@group(0) @binding(0) var<storage, read> input: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> weights: array<vec4<real>>;
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4<real>>;
@group(0) @binding(4) var<uniform> faces: u32;

const GROUP = ${WORKGROUP_EDGE}u;
const OUTPUT_TILE = ${OUTPUT_TILE}u;
const DEPTH = ${DEPTH}u;

// ${DEPTH} input channels of the pixels, and the weights from those to four output channels each.
var<workgroup> pixels: array<array<real, OUTPUT_TILE>, DEPTH>;
var<workgroup> taps: array<array<vec4<real>, GROUP>, DEPTH>;

fn inputOffset(parity: u32, tap: u32) -> u32 {
  return select(2 * parity, 1, tap == 0);
}

@compute @workgroup_size(GROUP, GROUP)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) at: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
  let side = sizes.side;
  let channels = sizes.channels;
  let stride = sizes.stride;
  let outStride = sizes.outStride;
  let parity = group.z;
  let odd = vec2u(parity & 1, parity >> 1);
  let area = side * side;
  let width = side + 2;
  let firstPixel = group.x * OUTPUT_TILE;
  let firstChannel = group.y * OUTPUT_TILE;
  let quads = stride / 4;

  // Each thread loads four channels of two pixels of the input, and four output channels of two rows of the weights.
  let fetchedPixel = firstPixel + index / 4 * 2;
  var places: array<u32, 2>;
  for (var k = 0u; k < 2; k++) {
    let pixel = fetchedPixel + k;
    let place = pixel % area;
    places[k] = pixel / area * width * width + place / side * width + place % side;
  }
  var sums = array<vec4f, 4>();
  for (var tap = 0u; tap < 4; tap++) {
    let shift = vec2u(inputOffset(odd.x, tap & 1), inputOffset(odd.y, tap >> 1));
    for (var depth = 0u; depth < channels; depth += DEPTH) {
      workgroupBarrier();
      for (var k = 0u; k < 2; k++) {
        let pixel = fetchedPixel + k;
        let channel = depth + index % 4 * 4;
        var value = vec4<real>();
        if (pixel < faces * area && channel < stride) {
          value = input[(places[k] + shift.y * width + shift.x) * quads + channel / 4];
        }
        let local = pixel - firstPixel;
        for (var lane = 0u; lane < 4; lane++) {
          pixels[index % 4 * 4 + lane][local] = value[lane];
        }
      }
      for (var k = 0u; k < 2; k++) {
        let row = index / GROUP + k * GROUP;
        let channel = firstChannel + index % GROUP * 4;
        var value = vec4<real>();
        if (depth + row < channels && channel < outStride) {
          let block = (parity * (outStride / 8) + channel / 8) * 4 + tap;
          value = weights[(block * channels + depth + row) * 2 + channel % 8 / 4];
        }
        taps[row][index % GROUP] = value;
      }
      workgroupBarrier();
      var some = array<vec4<real>, 4>();
      for (var i = 0u; i < DEPTH; i++) {
        let weight = taps[i][at.x];
        some[0] += pixels[i][at.y * 4] * weight;
        some[1] += pixels[i][at.y * 4 + 1] * weight;
        some[2] += pixels[i][at.y * 4 + 2] * weight;
        some[3] += pixels[i][at.y * 4 + 3] * weight;
      }
      for (var k = 0u; k < 4; k++) { sums[k] += vec4f(some[k]); }
    }
  }

  let quad = firstChannel / 4 + at.x;
  if (quad >= outStride / 4) { return; }
  let outWidth = 2 * side + 2;
  for (var k = 0u; k < 4; k++) {
    let pixel = firstPixel + at.y * 4 + k;
    if (pixel >= faces * area) { return; }
    let place = pixel % area;
    let y = 2 * (place / side) + odd.y + 1;
    let x = 2 * (place % side) + odd.x + 1;
    output[(pixel / area * outWidth * outWidth + y * outWidth + x) * (outStride / 4) + quad] =
      vec4<real>(max(sums[k] + bias[quad], vec4f()));
  }
}`;

/** A to-RGB layer, plus the smaller image upsampled, if there is one. One thread computes one pixel of the output. */
export const TO_RGB = /* wgsl */ `
struct Sizes { side: u32, stride: u32, adds: u32 }

@group(0) @binding(5) var<uniform> sizes: Sizes;
@group(0) @binding(0) var<storage, read> input: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> weights: array<vec4<real>>;
@group(0) @binding(2) var<storage, read> bias: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> output: array<vec4f>;
@group(0) @binding(4) var<storage, read> smaller: array<vec4f>;

fn inputOffset(parity: u32, tap: u32) -> u32 {
  return select(2 * parity, 1, tap == 0);
}

@compute @workgroup_size(${WORKGROUP_EDGE}, ${WORKGROUP_EDGE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let place = id.xy / 2;
  let odd = id.xy % 2;
  let side = sizes.side;
  let width = side + 2;
  let quads = sizes.stride / 4;
  var sum = bias[0];
  for (var tap = 0u; tap < 4; tap++) {
    let x = place.x + inputOffset(odd.x, tap & 1);
    let y = place.y + inputOffset(odd.y, tap >> 1);
    let first = (id.z * width * width + y * width + x) * quads;
    var weight = ((odd.y * 2 + odd.x) * 4 + tap) * 3 * quads;
    for (var quad = 0u; quad < quads; quad++) {
      let value = vec4f(input[first + quad]);
      sum += vec4f(
        dot(value, vec4f(weights[weight])),
        dot(value, vec4f(weights[weight + 1])),
        dot(value, vec4f(weights[weight + 2])),
        0,
      );
      weight += 3;
    }
  }
  if (sizes.adds == 1) {
    let near = id.z * width * width + (place.y + 1) * width + place.x + 1;
    let row = near + (2 * odd.y - 1) * width;
    let column = 2 * odd.x - 1;
    sum += 9.0 / 16.0 * smaller[near] + 3.0 / 16.0 * (smaller[row] + smaller[near + column]);
    sum += 1.0 / 16.0 * smaller[row + column];
  }
  let outWidth = 2 * side + 2;
  output[id.z * outWidth * outWidth + (id.y + 1) * outWidth + id.x + 1] = sum;
}`;

/** tanh of the last RGB image as opaque pixels: RGBA u8 [faces, side, side, 4]. */
export const TO_PIXELS = /* wgsl */ `
struct Sizes { side: u32 }

@group(0) @binding(5) var<uniform> sizes: Sizes;
@group(0) @binding(0) var<storage, read> rgb: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> pixels: array<u32>;

@compute @workgroup_size(${WORKGROUP_EDGE}, ${WORKGROUP_EDGE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let side = sizes.side;
  let width = side + 2;
  let value = rgb[id.z * width * width + (id.y + 1) * width + id.x + 1];
  // tanh of larger values may be NaN.
  let level = vec4u(tanh(clamp(value, vec4f(-10), vec4f(10))) * 127.5 + 128);
  pixels[(id.z * side + id.y) * side + id.x] = level.x | (level.y << 8) | (level.z << 16) | 0xff000000u;
}`;
