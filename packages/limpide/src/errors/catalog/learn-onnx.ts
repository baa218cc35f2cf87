/** Sentences of the export to ONNX. */
import type { Catalog } from '../error.ts';

export const onnxErrors = {
  'onnx.unsupported': {
    en: '{who} has no form in ONNX here. What can be exported: {known}; and pipelines and column transformers of these.',
    fr: '{who} n’a pas de forme ONNX ici. Ce qui peut être exporté : {known} ; ainsi que les pipelines et transformateurs de colonnes qui en sont faits.',
  },
  'onnx.option': {
    en: '{who} cannot be exported to ONNX with {what}. {remedy}',
    fr: '{who} ne peut être exporté en ONNX avec {what}. {remedy}',
  },
  'onnx.names': {
    en: 'toOnnx: {got} names for {expected} columns. Give one name per column, all different, or leave names out.',
    fr: 'toOnnx : {got} noms pour {expected} colonnes. Donnez un nom par colonne, tous différents, ou n’indiquez pas names.',
  },
  'onnx.texts': {
    en: '{who} gets a column of texts ("{column}") beside numbers. Encode texts first: a ColumnTransformer with a OneHotEncoder.',
    fr: '{who} reçoit une colonne de textes (« {column} ») à côté de nombres. Encodez d’abord les textes : un ColumnTransformer avec un OneHotEncoder.',
  },
} as const satisfies Catalog;
