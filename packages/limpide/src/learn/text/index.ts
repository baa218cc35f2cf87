/** Texts as numbers: counts of terms, tf–idf, hashing. */
export type { AnalyseOptions } from './analyse.ts';
export { type CountOptions, CountVectorizer } from './count.ts';
export { type HashingOptions, HashingVectorizer } from './hashing.ts';
export { englishStopWords, frenchStopWords } from './stop-words.ts';
export {
  type TfidfOptions,
  TfidfTransformer,
  TfidfVectorizer,
  type TfidfVectorizerOptions,
} from './tfidf.ts';
