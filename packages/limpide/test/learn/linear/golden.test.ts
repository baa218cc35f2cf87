import { describe } from 'vitest';
import { testGolden } from './golden.ts';

describe('as scikit-learn', () => {
  testGolden('linear');
});
