/** Sentences of pipelines and other compositions. */
import type { Catalog } from '../error.ts';

export const composeErrors = {
  'compose.noMethod': {
    en: '{who}: {inner}, which would answer, has no {method}.',
    fr: '{who} : {inner}, qui répondrait, n’a pas {method}.',
  },
  'compose.steps': {
    en: '{who}: each step should be [name, estimator]{more}; step {at} is {got}.',
    fr: '{who} : chaque étape devrait être [nom, estimateur]{more} ; l’étape {at} est {got}.',
  },
  'compose.empty': {
    en: '{who} has no steps. Give it at least one: [name, estimator].',
    fr: '{who} n’a aucune étape. Donnez-lui-en au moins une : [nom, estimateur].',
  },
  'compose.name': {
    en: '{who}: the name "{name}" cannot be used: names are unique, not empty, without "__", and none is a parameter of {who}.',
    fr: '{who} : le nom « {name} » ne peut pas servir : les noms sont uniques, non vides, sans « __ », et aucun n’est un paramètre de {who}.',
  },
  'compose.notTransformer': {
    en: '{who}: step "{name}" ({got}) transforms nothing. Only the last step may be a model; those before need transform.',
    fr: '{who} : l’étape « {name} » ({got}) ne transforme rien. Seule la dernière étape peut être un modèle ; les autres ont besoin de transform.',
  },
  'compose.column': {
    en: '{who}, transformer "{name}": there is no column {got}. Columns: {known}.',
    fr: '{who}, transformation « {name} » : il n’y a pas de colonne {got}. Colonnes : {known}.',
  },
  'compose.columnsByName': {
    en: '{who}, transformer "{name}": columns are chosen by name ({got}), which only a table (Frame) has. Give positions, or a Frame.',
    fr: '{who}, transformation « {name} » : les colonnes sont choisies par nom ({got}), que seul un tableau (Frame) possède. Donnez des positions, ou un Frame.',
  },
  'compose.rows': {
    en: '{who}: "{name}" gave {got} rows for {expected} samples. Every transformer gives one row per sample.',
    fr: '{who} : « {name} » a donné {got} lignes pour {expected} exemples. Chaque transformation donne une ligne par exemple.',
  },
  'compose.both': {
    en: '{who}: give either a transformer, or func together with inverseFunc.',
    fr: '{who} : donnez soit une transformation (transformer), soit func avec inverseFunc.',
  },
  'compose.inverse': {
    en: '{who}: inverseFunc does not undo func ({got} became {back}). Set checkInverse: false if that is meant.',
    fr: '{who} : inverseFunc ne défait pas func ({got} est devenu {back}). Mettez checkInverse: false si c’est voulu.',
  },
  'compose.options': {
    en: '{who}: stepOptions names "{name}", which is not a step. Steps: {known}.',
    fr: '{who} : stepOptions nomme « {name} », qui n’est pas une étape. Étapes : {known}.',
  },
  'compose.notInvertible': {
    en: '{who}: step "{name}" ({got}) has no inverseTransform.',
    fr: '{who} : l’étape « {name} » ({got}) n’a pas d’inverseTransform.',
  },
} as const satisfies Catalog;
