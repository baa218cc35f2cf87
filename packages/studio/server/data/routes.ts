/** `/api/data/:name`: iris, MNIST, Fashion-MNIST for the page, as `shared/data.ts` lays them out. */
import { Hono } from 'hono';
import { type ServedName, servedNames } from '../../shared/data.ts';
import { notFound } from '../errors.ts';
import { DataSets } from './sets.ts';

const isServed = (name: string): name is ServedName => servedNames.some((own) => own === name);

export function dataRoutes(): Hono {
  const sets = new DataSets();
  return new Hono().get('/:name', async (context) => {
    const name = context.req.param('name');
    if (!isServed(name)) throw notFound({ en: `data set "${name}"`, fr: `jeu « ${name} »` });
    return context.body(await sets.bytes(name), 200, {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, max-age=3600',
    });
  });
}
