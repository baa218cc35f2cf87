/** Sentences about the way data take to a training: data sets, loaders, splits, transforms. */
import type { Catalog } from '../error.ts';

export const pipelineErrors = {
  'pipeline.lengths': {
    en: 'TensorDataset: the first axis is the sample, so every tensor should have as many of them; got {got}.',
    fr: 'TensorDataset : le premier axe est l’exemple, tous les tenseurs doivent donc en avoir autant ; reçu {got}.',
  },
  'pipeline.index': {
    en: 'There is no sample {got}: the data set has {size}, counted from 0.',
    fr: 'Il n’y a pas d’exemple {got} : le jeu de données en a {size}, comptés à partir de 0.',
  },
  'pipeline.empty': {
    en: '{what} needs at least one {expected}.',
    fr: '{what} a besoin d’au moins un {expected}.',
  },
  'pipeline.count': {
    en: '{what}: {name} should be {expected}, got {got}.',
    fr: '{what} : {name} devrait être {expected}, reçu {got}.',
  },
  'pipeline.asynchronous': {
    en: 'The samples of this data set come later (its get() returns a promise). Write `for await (const batch of loader)`.',
    fr: 'Les exemples de ce jeu de données arrivent plus tard (son get() rend une promesse). Écrivez `for await (const lot of loader)`.',
  },
  'pipeline.collate': {
    en: 'The samples cannot be put together in a batch: {reason}. Give the loader a { collate } function.',
    fr: 'Les exemples ne peuvent pas être réunis en un lot : {reason}. Donnez au chargeur une fonction { collate }.',
  },
  'pipeline.state': {
    en: 'This is not the position of this loader: it has {expected} batches in an epoch, the saved one says batch {got}.',
    fr: 'Ce n’est pas une position de ce chargeur : une époque y compte {expected} lots, la position enregistrée dit lot {got}.',
  },
  'pipeline.parts': {
    en: '{what}: the parts {got} do not make up {expected} samples. Give whole numbers whose sum is {expected}, or fractions whose sum is 1.',
    fr: '{what} : les parts {got} ne font pas {expected} exemples. Donnez des entiers de somme {expected}, ou des fractions de somme 1.',
  },
  'pipeline.strata': {
    en: '{what}: class {name} has only {got} samples, at least {expected} are needed to put some in each part.',
    fr: '{what} : la classe {name} n’a que {got} exemples, il en faut au moins {expected} pour en mettre dans chaque part.',
  },
  'pipeline.images': {
    en: '{what} works on a batch of images, [n, height, width] or [n, channels, height, width]; got shape {got}.',
    fr: '{what} s’applique à un lot d’images, [n, hauteur, largeur] ou [n, canaux, hauteur, largeur] ; forme reçue : {got}.',
  },
} as const satisfies Catalog;
