/** The graph: dtypes, shapes, views, the nodes of operators and the four kinds they are made of. */
export * from './captured.ts';
export * from './dtype.ts';
export * from './kinds.ts';
export * from './node.ts';
export * from './shape.ts';
export * from './storage.ts';
export * from './structure.ts';
export * from './view.ts';
