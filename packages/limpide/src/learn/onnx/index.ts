/** Models for other programs: export to ONNX. */
export { onnxNames } from './convert.ts';
export { type OnnxOptions, toOnnx } from './to-onnx.ts';
