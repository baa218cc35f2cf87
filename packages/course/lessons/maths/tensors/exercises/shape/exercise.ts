import { defineExercise } from '@limpide/course/format';

export default defineExercise({
  id: 'shape',
  title: { fr: 'Lire une forme', en: 'Reading a shape' },
  kind: 'code',
  tier: 1,
  minutes: 10,
  tasks: [
    {
      id: 'shape',
      points: 2,
      fr: 'Écrivez `shapeOf(x)`, la forme d’un tableau imbriqué, de l’extérieur vers l’intérieur. Un nombre seul a la forme `[]`.',
      en: 'Write `shapeOf(x)`, the shape of a nested array, from the outside in. A single number has the shape `[]`.',
    },
    {
      id: 'regular',
      points: 2,
      fr: 'Si deux blocs d’un même niveau n’ont pas la même forme, lancez une erreur.',
      en: 'If two blocks of one level do not have the same shape, throw an error.',
    },
  ],
  exports: ['shapeOf'],
  diagnoses: [
    {
      id: 'inner-first',
      rule: 'outer-first',
      fr: 'Vos tailles sont les bonnes, dans l’ordre inverse : l’axe extérieur vient en premier.',
      en: 'Your sizes are right, in reverse order: the outer axis comes first.',
    },
    {
      id: 'two-levels',
      rule: 'outer-first',
      fr: 'Vous ne descendez que d’un niveau : la forme d’un bloc se trouve de la même façon que celle du tout.',
      en: 'You go down one level only: the shape of a block is found in the same way as the shape of the whole.',
    },
    {
      id: 'first-block-only',
      rule: 'regular',
      fr: 'Vous ne regardez que le premier bloc. Les autres peuvent avoir une autre forme, et cela doit être une erreur.',
      en: 'You look at the first block only. The others may have another shape, and that must be an error.',
    },
    {
      id: 'sizes-only',
      rule: 'regular',
      fr: 'Vous comparez le nombre d’axes des blocs, mais pas leurs tailles.',
      en: 'You compare how many axes the blocks have, but not their sizes.',
    },
  ],
});
