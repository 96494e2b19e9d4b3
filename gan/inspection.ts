/** One training step looked into: what it draws, what D says of each picture, what D sends back into the fakes, and how far each layer is moved. */
import { add, divide, sqrt, square, subtract } from '../graph/elementwise.ts';
import { gradients } from '../graph/gradient.ts';
import { sum } from '../graph/reduction.ts';
import { reshape } from '../graph/shape.ts';
import { nextName } from '../graph/state.ts';
import { input, type Shape, type Tensor } from '../graph/tensor.ts';
import { isStatistic, type Parameter } from './networks/architecture.ts';
import { discriminatorParameters } from './networks/discriminator-parameters.ts';
import { generatorParameters } from './networks/generator.ts';
import type { Recipe } from './recipe.ts';
import { gradientName, openStep } from './step.ts';

/** A kernel with the bias and the batch norm that follow it. */
export type InspectedLayer = {
  readonly network: 'G' | 'D';
  /** As in the state, such as `G.3`. */
  readonly name: string;
  /** Of the kernel. */
  readonly shape: Shape;
  readonly parameters: readonly Parameter[];
};

/** The layers of both networks, each in the order in which it is computed; running statistics are left out, since no gradient moves them. */
export function inspectedLayers(recipe: Recipe): InspectedLayer[] {
  function layersOf(network: 'G' | 'D', parameters: readonly Parameter[]): InspectedLayer[] {
    const starts = parameters.flatMap(({ shape }, i) => (shape.length > 1 ? [i] : []));
    return starts.map((start, i) => {
      const own = parameters.slice(start, starts[i + 1]).filter((each) => !isStatistic(each));
      const { name = '', shape = [] } = own[0] ?? {};
      return { network, name: name.replace(/\.weight$/, ''), shape, parameters: own };
    });
  }
  return [...layersOf('G', generatorParameters(recipe)), ...layersOf('D', discriminatorParameters(recipe))];
}

/** What is measured of each layer: the norms of its weights before the step and of their gradient, and the update's norm as a share of the weights'. */
export const LAYER_MEASURES = ['weight', 'gradient', 'update'] as const;
export type LayerMeasure = (typeof LAYER_MEASURES)[number];

export function measureName(measure: LayerMeasure, layer: string): string {
  return `${measure}.${layer}`;
}

/** Keeps a share of weights that are all zero finite. */
const SMALLEST_NORM = 1e-12;

/**
 * The graph that looks into a step. It takes what the step takes, and changes nothing. Outputs:
 * - `fake` and `slope`, f32 [batch, channels, h, w]: what G draws, and the gradient of G's loss with respect to it, through the D just updated;
 * - `onReal`, `onFake`, `onFakeAgain`, f32 [batch]: D's logits, the last ones after its update;
 * - the losses, f32 [1]: `lossDReal`, `lossDFake`, `lossG`, and all that each network minimizes, `wholeLossD` and `wholeLossG`;
 * - of each layer, f32 [1]: `weight.NAME`, `gradient.NAME`, `update.NAME` (`LAYER_MEASURES`).
 * @param penalized whether the losses include the gradient penalties
 */
export function inspectStep(recipe: Recipe, penalized: boolean): Record<string, Tensor> {
  const { outputs, inside } = openStep(recipe, penalized);
  const { fake, onReal, onFake, onFakeAgain, lossD, lossG } = inside;
  const [slope = fake] = gradients(lossG, [fake]);
  function output(name: string): Tensor {
    const found = outputs[name];
    if (!found) {
      throw new Error(`inspectStep: the step has no output ${name}`);
    }
    return found;
  }
  const measures = inspectedLayers(recipe).flatMap(({ name, parameters }): [string, Tensor][] => {
    const weights = norm(parameters.map((each) => input(each.name, each.shape)));
    const moved = norm(
      parameters.map((each) => subtract(output(nextName(each.name)), input(each.name, each.shape))),
    );
    const of: Record<LayerMeasure, Tensor> = {
      weight: weights,
      gradient: norm(parameters.map((each) => output(gradientName(each.name)))),
      update: divide(moved, add(weights, SMALLEST_NORM)),
    };
    return LAYER_MEASURES.map((measure) => [measureName(measure, name), of[measure]]);
  });
  return {
    fake,
    slope,
    onReal,
    onFake,
    onFakeAgain,
    lossDReal: output('lossDReal'),
    lossDFake: output('lossDFake'),
    lossG: output('lossG'),
    wholeLossD: lossD,
    wholeLossG: lossG,
    ...Object.fromEntries(measures),
  };
}

/** The Euclidean norm of all numbers of some tensors, f32 [1]. */
function norm(tensors: readonly Tensor[]): Tensor {
  return sqrt(
    tensors.map((each) => reshape(sum(square(each)), [1])).reduce((total, square) => add(total, square)),
  );
}
