/** Sentences about data: IDX and CSV files, gzip, data sets. */
import type { Catalog } from '../error.ts';

export const dataErrors = {
  'gzip.corrupt': {
    en: '{name} is not a whole gzip file: it is truncated or corrupt. Download or copy it again.',
    fr: '{name} n’est pas un fichier gzip entier : il est tronqué ou abîmé. Téléchargez-le ou copiez-le de nouveau.',
  },
  'gzip.tooLarge': {
    en: '{name} decompresses to more than {expected} bytes, which is all that its content may take. The file is corrupt, or made to fill the memory.',
    fr: '{name} se décompresse en plus de {expected} octets, tout ce que son contenu peut prendre. Le fichier est abîmé, ou fait pour remplir la mémoire.',
  },
  'idx.magic': {
    en: '{name} is not an IDX file: it should begin with two zero bytes, a known type and a number of dimensions, it begins with {got}.',
    fr: '{name} n’est pas un fichier IDX : il devrait commencer par deux octets nuls, un type connu et un nombre de dimensions, il commence par {got}.',
  },
  'idx.header': {
    en: '{name} is truncated: its IDX header takes {expected} bytes, the file has {got}. Download or copy it again.',
    fr: '{name} est tronqué : son en-tête IDX prend {expected} octets, le fichier en a {got}. Téléchargez-le ou copiez-le de nouveau.',
  },
  'idx.shape': {
    en: '{name}: the shape {got} of its IDX header is too large to be true. The file is corrupt.',
    fr: '{name} : la forme {got} de son en-tête IDX est trop grande pour être vraie. Le fichier est abîmé.',
  },
  'idx.size': {
    en: '{name}: an IDX file of shape {shape} takes {expected} bytes, this one has {got}. It is truncated or corrupt: download or copy it again.',
    fr: '{name} : un fichier IDX de forme {shape} prend {expected} octets, celui-ci en a {got}. Il est tronqué ou abîmé : téléchargez-le ou copiez-le de nouveau.',
  },
  'idx.array': {
    en: 'IDX holds neither {dtype} nor more than 255 dimensions; it takes {expected}, with data that fill the shape {shape}.',
    fr: 'IDX ne contient ni {dtype} ni plus de 255 dimensions ; il prend {expected}, avec des données qui remplissent la forme {shape}.',
  },
  'csv.encoding': {
    en: '{name} is not {got} text. If it comes from an older spreadsheet, try the encoding windows-1252 ({ encoding: "windows-1252" }, or --encoding windows-1252).',
    fr: '{name} n’est pas un texte {got}. S’il vient d’un tableur ancien, essayez l’encodage windows-1252 ({ encoding: "windows-1252" }, ou --encoding windows-1252).',
  },
  'csv.encodingName': {
    en: '"{got}" is not the name of an encoding. Try "utf-8" or "windows-1252".',
    fr: '« {got} » n’est pas le nom d’un encodage. Essayez "utf-8" ou "windows-1252".',
  },
  'csv.empty': {
    en: '{name} has no data: a line of values, at least, was expected.',
    fr: '{name} n’a pas de données : une ligne de valeurs, au moins, était attendue.',
  },
  'csv.quote': {
    en: '{name}, line {line}, column {column}: a quote is misplaced or never closed. Inside quotes, a quote is written twice ("").',
    fr: '{name}, ligne {line}, colonne {column} : un guillemet est mal placé ou jamais fermé. Entre guillemets, un guillemet s’écrit deux fois ("").',
  },
  'csv.syntax': {
    en: '{name}, line {line}, column {column}: this is not CSV ({reason}).',
    fr: '{name}, ligne {line}, colonne {column} : ce n’est pas du CSV ({reason}).',
  },
  'csv.ragged': {
    en: '{name}, line {line}: {got} values, where the first line has {expected}; column {column} is the first that is missing or too much. Delimiter taken: "{delimiter}" (another one: { delimiter: … }).',
    fr: '{name}, ligne {line} : {got} valeurs, alors que la première ligne en a {expected} ; la colonne {column} est la première en moins ou en trop. Séparateur pris : « {delimiter} » (un autre : { delimiter: … }).',
  },
  'csv.columns': {
    en: '{name} has {got} columns; at most {expected} are read. Is "{delimiter}" the right delimiter?',
    fr: '{name} a {got} colonnes ; {expected} au plus sont lues. « {delimiter} » est-il le bon séparateur ?',
  },
  'csv.names': {
    en: '{name} has {expected} columns, {got} names were given.',
    fr: '{name} a {expected} colonnes, {got} noms ont été donnés.',
  },
  'csv.duplicate': {
    en: '{name}: two columns are called "{column}". Give them other names with { names: […] }; if the first line holds values, say { header: false }.',
    fr: '{name} : deux colonnes s’appellent « {column} ». Donnez-leur d’autres noms avec { names: […] } ; si la première ligne contient des valeurs, dites { header: false }.',
  },
  'csv.column': {
    en: 'There is no column "{column}"; there are: {known}.',
    fr: 'Il n’y a pas de colonne « {column} » ; il y a : {known}.',
  },
  'csv.number': {
    en: '{name}, line {line}, column "{column}": "{got}" is not a number (decimal mark: "{decimal}"). Correct it, add it to { missing: […] }, or read the column as text.',
    fr: '{name}, ligne {line}, colonne « {column} » : « {got} » n’est pas un nombre (marque décimale : « {decimal} »). Corrigez-le, ajoutez-le à { missing: […] }, ou lisez la colonne comme du texte.',
  },
  'csv.delimiter': {
    en: '"{got}" cannot be a delimiter: one character was expected, neither a quote nor the end of a line.',
    fr: '« {got} » ne peut pas être un séparateur : un caractère était attendu, ni guillemet, ni fin de ligne.',
  },
  'csv.missing': {
    en: 'Line {line}, column "{column}": the value is missing. Choose { missing: "mean" } or { missing: "nan" }, or leave the column out.',
    fr: 'Ligne {line}, colonne « {column} » : la valeur manque. Choisissez { missing: "mean" } ou { missing: "nan" }, ou laissez la colonne de côté.',
  },
  'csv.text': {
    en: 'The column "{column}" is free text: it cannot become numbers. Leave it out, or read it as categories with { kinds: … }.',
    fr: 'La colonne « {column} » est du texte libre : elle ne peut pas devenir des nombres. Laissez-la de côté, ou lisez-la comme catégories avec { kinds: … }.',
  },
  'csv.noColumns': {
    en: 'The table has no column of numbers to make a matrix of. Name the columns to take with { columns: […] }.',
    fr: 'Le tableau n’a pas de colonne de nombres dont faire une matrice. Nommez les colonnes à prendre avec { columns: […] }.',
  },
  'dataset.missing': {
    en: '{dataset} is not on this machine ({file} was looked for in: {folders}). To fetch it: {command}',
    fr: '{dataset} n’est pas sur cette machine ({file} a été cherché dans : {folders}). Pour l’obtenir : {command}',
  },
  'dataset.notInRoot': {
    en: '{dataset} is not in the folder that was given ({file} was looked for in: {folders}). Put its files there; or leave out "root", after: {command}',
    fr: '{dataset} n’est pas dans le dossier indiqué ({file} a été cherché dans : {folders}). Mettez-y ses fichiers ; ou n’indiquez pas « root », après : {command}',
  },
  'dataset.checksum': {
    en: '{file} is not the file that {dataset} should have: its content has the SHA-256 {got}, expected {expected}. Delete it and fetch it again.',
    fr: '{file} n’est pas le fichier que {dataset} devrait avoir : son contenu a le SHA-256 {got}, attendu {expected}. Supprimez-le et retéléchargez-le.',
  },
  'dataset.url': {
    en: '{dataset}: {url} cannot be fetched ({reason}). Check the address and the network, and that the server lets this page read it.',
    fr: '{dataset} : {url} ne peut pas être téléchargé ({reason}). Vérifiez l’adresse et le réseau, et que le serveur laisse cette page le lire.',
  },
  'dataset.noFiles': {
    en: '{dataset}: there are no files here (a browser?). Say where to download them from: { url: "https://…/" }.',
    fr: '{dataset} : il n’y a pas de fichiers ici (un navigateur ?). Dites d’où les télécharger : { url: "https://…/" }.',
  },
  'dataset.tooLarge': {
    en: '{dataset}: {url} sends more than {expected} bytes, which is all that this file may take. It is not the file that was expected.',
    fr: '{dataset} : {url} envoie plus de {expected} octets, tout ce que ce fichier peut prendre. Ce n’est pas le fichier attendu.',
  },
} as const satisfies Catalog;
