/** Sentences about files of models. */
import type { Catalog } from '../error.ts';

export const persistenceErrors = {
  'persistence.unknown': {
    en: 'No estimator is called "{name}"{hint}. A class of your own is made known by registerEstimator(…).',
    fr: 'Aucun estimateur ne s’appelle « {name} »{hint}. Une classe à vous se déclare par registerEstimator(…).',
  },
  'persistence.taken': {
    en: 'Another estimator is already called "{name}". Give yours another name in its specification.',
    fr: 'Un autre estimateur s’appelle déjà « {name} ». Donnez un autre nom au vôtre dans sa spécification.',
  },
  'persistence.notRegistered': {
    en: '"{name}" is a class of your own that files do not know. Call registerEstimator({name}) first, here and where the file is read.',
    fr: '« {name} » est une classe à vous, que les fichiers ne connaissent pas. Appelez d’abord registerEstimator({name}), ici et là où le fichier est lu.',
  },
  'persistence.value': {
    en: '{path} is a {got}, which no file can hold. Use a named choice instead of a function, or save what comes before and after it.',
    fr: '{path} est de type {got}, ce qu’aucun fichier ne peut contenir. Prenez un choix qui a un nom plutôt qu’une fonction, ou enregistrez ce qui vient avant et après.',
  },
  'persistence.notModel': {
    en: 'This file is a checkpoint, but not a model that saveModel(…) wrote.',
    fr: 'Ce fichier est un point de reprise, mais pas un modèle écrit par saveModel(…).',
  },
  'persistence.version': {
    en: 'This model was written by a newer Limpide (format {got}; this one reads up to {known}). Update Limpide.',
    fr: 'Ce modèle a été écrit par un Limpide plus récent (format {got} ; celui-ci lit jusqu’au {known}). Mettez Limpide à jour.',
  },
  'persistence.broken': {
    en: 'This file of a model is damaged at {path}: expected {expected}.',
    fr: 'Ce fichier de modèle est abîmé à {path} : {expected} attendu.',
  },
} as const satisfies Catalog;
