/** Sentences of text vectorisers and of tables read from files. */
import type { Catalog } from '../error.ts';

export const textErrors = {
  'text.notTexts': {
    en: "{who} takes a list of texts, one per sample; got {got}. In a ColumnTransformer, name the column by a single text: ['words', new TfidfVectorizer(), 'comment'].",
    fr: "{who} prend une liste de textes, un par exemple ; reçu {got}. Dans un ColumnTransformer, nommez la colonne par un seul texte : ['mots', new TfidfVectorizer(), 'commentaire'].",
  },
  'text.notText': {
    en: "{who}: sample {row} is no text but {got}. Replace missing texts by ''.",
    fr: "{who} : l’exemple {row} n’est pas un texte mais {got}. Remplacez les textes manquants par ''.",
  },
  'text.emptyVocabulary': {
    en: '{who} found no term: the texts are empty, hold only stop words, or minDf ({minDf}) and maxDf ({maxDf}) leave none out of {got}.',
    fr: '{who} n’a trouvé aucun terme : les textes sont vides, ne contiennent que des mots vides, ou minDf ({minDf}) et maxDf ({maxDf}) n’en laissent aucun sur {got}.',
  },
  'text.df': {
    en: '{who}: maxDf ({maxDf}) keeps fewer texts than minDf ({minDf}).',
    fr: '{who} : maxDf ({maxDf}) garde moins de textes que minDf ({minDf}).',
  },
  'table.missing': {
    en: 'Tables need the package "{name}", which is not installed. Run: npm install {name}',
    fr: 'Les tableaux ont besoin du paquet « {name} », qui n’est pas installé. Lancez : npm install {name}',
  },
  'table.format': {
    en: '{name}: cannot tell the format. Known: {known}. Say it: readTable(file, { format: … }).',
    fr: '{name} : format inconnu. Connus : {known}. Précisez-le : readTable(fichier, { format: … }).',
  },
  'table.json': {
    en: '{name}: not a table in JSON{line}: {reason}. Expected a list of records [{…}, …] or columns { name: […] }.',
    fr: '{name} : pas un tableau en JSON{line} : {reason}. Attendu : une liste d’enregistrements [{…}, …] ou des colonnes { nom : […] }.',
  },
  'table.parquet': {
    en: '{name}: not a readable Parquet file: {reason}',
    fr: '{name} : ce n’est pas un fichier Parquet lisible : {reason}',
  },
  'table.cell': {
    en: 'Column "{name}" holds {got} at row {row}, which is neither a number nor a text. Convert it first (derive), or leave the column out.',
    fr: 'La colonne « {name} » contient {got} à la ligne {row}, qui n’est ni un nombre ni un texte. Convertissez-la d’abord (derive), ou retirez la colonne.',
  },
} as const satisfies Catalog;
