/** The widgets that lessons place by name, each loaded when it is near. */
import type { Component } from 'svelte';

export interface WidgetProps {
  /** Unique in its lesson: the part of the address that keeps its state. */
  readonly id: string;
  /** What the lesson's text chose. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly lesson: string;
  /** What the picture shows, in words. */
  readonly label: string;
}

export const widgetLoaders: Readonly<
  Record<string, () => Promise<{ default: Component<WidgetProps> }>>
> = {
  'dot-product': () => import('./dot-product/index.svelte'),
  'tensor-shapes': () => import('./tensor-shapes/index.svelte'),
  perceptron: () => import('./perceptron/index.svelte'),
  'linear-maps': () => import('./linear-maps/index.svelte'),
  'matrix-product': () => import('./matrix-product/index.svelte'),
  forward: () => import('./forward/index.svelte'),
  regression: () => import('./regression/index.svelte'),
  derivative: () => import('./derivative/index.svelte'),
  'ai-map': () => import('./ai-map/index.svelte'),
  classification: () => import('./classification/index.svelte'),
  probability: () => import('./probability/index.svelte'),
  gradient: () => import('./gradient/index.svelte'),
  'learning-kinds': () => import('./learning-kinds/index.svelte'),
  distributions: () => import('./distributions/index.svelte'),
  autodiff: () => import('./autodiff/index.svelte'),
  'gradient-descent': () => import('./gradient-descent/index.svelte'),
  losses: () => import('./losses/index.svelte'),
  tuning: () => import('./tuning/index.svelte'),
  'linear-system': () => import('./linear-system/index.svelte'),
  eigen: () => import('./eigen/index.svelte'),
  metrics: () => import('./metrics/index.svelte'),
  activations: () => import('./activations/index.svelte'),
  backprop: () => import('./backprop/index.svelte'),
  information: () => import('./information/index.svelte'),
  svd: () => import('./svd/index.svelte'),
  optimisers: () => import('./optimisers/index.svelte'),
  initialisation: () => import('./initialisation/index.svelte'),
  splits: () => import('./splits/index.svelte'),
  mnist: () => import('./mnist/index.svelte'),
  batches: () => import('./batches/index.svelte'),
  dropout: () => import('./dropout/index.svelte'),
  'hypothesis-test': () => import('./hypothesis-test/index.svelte'),
  playground: () => import('./playground/index.svelte'),
  'batch-norm': () => import('./batch-norm/index.svelte'),
  'early-stopping': () => import('./early-stopping/index.svelte'),
  'learning-curves': () => import('./learning-curves/index.svelte'),
};
