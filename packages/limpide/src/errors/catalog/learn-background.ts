/** Sentences of work in the background. */
import type { Catalog } from '../error.ts';

export const backgroundErrors = {
  'background.stopped': {
    en: '{who} was stopped ({done} {unit} done). It is as it was before; start again when you wish.',
    fr: '{who} a été arrêté ({done} {unit} faits). Il est tel qu’avant ; relancez quand vous le souhaitez.',
  },
  'background.value': {
    en: '{who}: {path} is a {got}, which cannot be sent to another thread. Choose it by name if there is one, or call fit(…), which stays on this thread.',
    fr: '{who} : {path} est de type {got}, ce qui ne peut être envoyé à un autre fil d’exécution. Choisissez-le par son nom s’il en a un, ou appelez fit(…), qui reste sur ce fil.',
  },
  'background.class': {
    en: '{who}: "{name}" is a class of your own, which the background thread does not know. Call fit(…), which stays on this thread.',
    fr: '{who} : « {name} » est une classe à vous, que le fil d’arrière-plan ne connaît pas. Appelez fit(…), qui reste sur ce fil.',
  },
  'background.none': {
    en: '{who}: no background thread can be started here ({reason}). Call fit(…), which stays on this thread; in a page, check that its policy allows workers and that worker files are served.',
    fr: '{who} : aucun fil d’arrière-plan ne peut démarrer ici ({reason}). Appelez fit(…), qui reste sur ce fil ; dans une page, vérifiez que sa politique autorise les workers et que leurs fichiers sont servis.',
  },
  'background.lost': {
    en: '{who}: the background thread ended before its work was done ({reason}). Too little memory is the usual reason: take fewer samples, or a lighter model.',
    fr: '{who} : le fil d’arrière-plan s’est terminé avant la fin de son travail ({reason}). Le manque de mémoire en est la raison la plus fréquente : prenez moins d’exemples, ou un modèle plus léger.',
  },
} as const satisfies Catalog;
