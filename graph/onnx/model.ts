/** What an ONNX file says, as plain data: a graph of operators between named tensors. */
import type { Elements, ElementType } from './element-types.ts';

export type OnnxTensor = {
  name: string;
  type: ElementType;
  shape: readonly number[];
  data: Elements;
};

/** An attribute is a float when given as `{ float }`; plain numbers are integers, as most ONNX attributes are. */
export type Attribute =
  | number
  | readonly number[]
  | string
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly tensor: OnnxTensor };

export type OnnxNode = {
  operator: string;
  /** '' is the standard operator set; ONNX Runtime's own operators live in 'com.microsoft'. */
  domain?: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Readonly<Record<string, Attribute>>;
};

/** A named graph input or output. A string dimension is symbolic: it may differ from run to run. */
export type OnnxValue = { name: string; type: ElementType; shape: readonly (number | string)[] };

export type OnnxGraph = {
  name: string;
  nodes: readonly OnnxNode[];
  initializers: readonly OnnxTensor[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
};

export type OnnxModel = {
  /** Version of the standard operator set. */
  readonly opset: number;
  readonly graph: OnnxGraph;
};
