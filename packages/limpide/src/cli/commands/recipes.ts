/** `limpide recipes`: what can be trained, and with which parameters. */
import { recipes as all } from '../../train/index.ts';
import { type Command, say } from '../command.ts';

export const recipes: Command = {
  name: 'recipes',
  summary: {
    en: 'List the recipes and their parameters',
    fr: 'Lister les recettes et leurs paramètres',
  },
  usage: { en: '[options]', fr: '[options]' },
  options: {},
  examples: [['limpide recipes', { en: 'what can be trained', fr: 'ce qui peut être entraîné' }]],
  run(_args, out) {
    for (const recipe of all) {
      out.object({
        type: 'recipe',
        name: recipe.name,
        title: say(recipe.title),
        parameters: Object.fromEntries(
          Object.entries(recipe.parameters).map(([name, spec]) => [
            name,
            { ...spec, help: say(spec.help) },
          ]),
        ),
      });
      out.text(`${out.style.bold(recipe.name)}  ${say(recipe.title)}`);
      for (const [name, spec] of Object.entries(recipe.parameters)) {
        const choices = spec.type === 'choice' ? ` (${spec.choices.join(' | ')})` : '';
        out.text(
          `  ${out.style.accent(`${name}=${spec.default}`.padEnd(16))}  ${say(spec.help)}${choices}`,
        );
      }
      out.text();
    }
    return Promise.resolve(0);
  },
};
