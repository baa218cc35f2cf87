import { describe } from 'vitest';
import { testGolden } from '../linear/golden.ts';

describe('as scikit-learn', () => {
  testGolden('discriminant');
});
