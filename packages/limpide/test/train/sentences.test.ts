import { describe, expect, it } from 'vitest';
import { cliErrors } from '../../src/errors/catalog/cli.ts';
import { pipelineErrors } from '../../src/errors/catalog/pipeline.ts';
import { trainErrors } from '../../src/errors/catalog/train.ts';
import type { Catalog } from '../../src/errors/index.ts';

const catalogs: Readonly<Record<string, Catalog>> = { cliErrors, pipelineErrors, trainErrors };
const places = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([p]) => p).sort();

describe.each(Object.entries(catalogs))('%s', (_name, catalog) => {
  it.each(Object.entries(catalog))(
    '%s speaks of the same things in both languages',
    (_code, { en, fr }) => {
      expect(places(fr)).toEqual(places(en));
      expect(fr).not.toMatch(/['"]\{/); // « guillemets », and the curved apostrophe
      expect(fr).not.toContain("'");
    },
  );
});
