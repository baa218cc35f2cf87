/** Sentences about files: reading and writing them, safetensors, training checkpoints. */
import type { Catalog } from '../error.ts';

export const fileErrors = {
  'io.missing': {
    en: 'There is no file {path}. Check the name and the folder.',
    fr: 'Le fichier {path} n’existe pas. Vérifiez le nom et le dossier.',
  },
  'io.missingFolder': {
    en: 'Cannot write {path}: the folder {folder} does not exist. Create it first, or choose another one.',
    fr: 'Impossible d’écrire {path} : le dossier {folder} n’existe pas. Créez-le d’abord, ou choisissez-en un autre.',
  },
  'io.readPermission': {
    en: 'Reading {path} is not permitted to this user. Change the rights of the file or of its folder.',
    fr: 'La lecture de {path} n’est pas permise à cet utilisateur. Changez les droits du fichier ou de son dossier.',
  },
  'io.writePermission': {
    en: 'Writing {path} is not permitted to this user (or the disk is read-only). Change the rights of its folder, or write elsewhere.',
    fr: 'L’écriture de {path} n’est pas permise à cet utilisateur (ou le disque est en lecture seule). Changez les droits de son dossier, ou écrivez ailleurs.',
  },
  'io.noSpace': {
    en: 'No room left on the disk to write {path} ({bytes} bytes). Free some space; what was there before has been left as it was.',
    fr: 'Il n’y a plus de place sur le disque pour écrire {path} ({bytes} octets). Libérez de l’espace ; ce qui s’y trouvait avant est resté intact.',
  },
  'io.isFolder': {
    en: '{path} is a folder, a file was expected.',
    fr: '{path} est un dossier, un fichier était attendu.',
  },
  'io.notFolder': {
    en: '{path} cannot be reached: a part of that path is a file, not a folder.',
    fr: '{path} est inaccessible : une partie de ce chemin est un fichier, pas un dossier.',
  },
  'io.path': {
    en: '"{path}" is not a usable file name.',
    fr: '« {path} » n’est pas un nom de fichier utilisable.',
  },
  'io.failed': {
    en: 'The system could not read or write {path} ({reason}). Try again, or use another disk.',
    fr: 'Le système n’a pas pu lire ou écrire {path} ({reason}). Réessayez, ou changez de disque.',
  },
  'io.noFiles': {
    en: '{path} cannot be opened: there are no files by name here (a browser?). Pass the bytes, or a Blob, instead of a name.',
    fr: 'Impossible d’ouvrir {path} : ici (un navigateur ?) il n’y a pas de fichiers par nom. Passez les octets, ou un Blob, au lieu d’un nom.',
  },
  'io.changed': {
    en: '{path} changed while it was being read: {expected} bytes were expected, {got} came. Read it again once it is no longer being written.',
    fr: '{path} a changé pendant sa lecture : {expected} octets étaient attendus, {got} sont venus. Relisez-le quand plus rien n’y écrit.',
  },
  'io.closed': {
    en: '{path} has been closed; open it again to read from it.',
    fr: '{path} a été fermé ; rouvrez-le pour y lire.',
  },
  'safetensors.short': {
    en: 'Not a safetensors file: {got} bytes, and the length of the header alone takes 8. The file is empty, truncated or of another format.',
    fr: 'Ce n’est pas un fichier safetensors : {got} octets, alors que la longueur de l’en-tête en prend déjà 8. Le fichier est vide, tronqué ou d’un autre format.',
  },
  'safetensors.headerLength': {
    en: 'Not a safetensors file: it announces a header of {got} bytes, at most {expected} are allowed. The file is corrupt or of another format.',
    fr: 'Ce n’est pas un fichier safetensors : il annonce un en-tête de {got} octets, {expected} au plus sont permis. Le fichier est abîmé ou d’un autre format.',
  },
  'safetensors.truncatedHeader': {
    en: 'The safetensors file is truncated, or of another format: its header should end at byte {expected}, the file has {got}. Download or copy it again.',
    fr: 'Le fichier safetensors est tronqué, ou d’un autre format : son en-tête devrait finir à l’octet {expected}, le fichier en a {got}. Téléchargez-le ou copiez-le de nouveau.',
  },
  'safetensors.utf8': {
    en: 'The header of the safetensors file is not UTF-8 text. The file is corrupt or of another format.',
    fr: 'L’en-tête du fichier safetensors n’est pas un texte UTF-8. Le fichier est abîmé ou d’un autre format.',
  },
  'safetensors.json': {
    en: 'The header of the safetensors file is not the JSON that the format asks for (at character {position}). The file is corrupt or of another format.',
    fr: 'L’en-tête du fichier safetensors n’est pas le JSON que demande le format (au caractère {position}). Le fichier est abîmé ou d’un autre format.',
  },
  'safetensors.duplicate': {
    en: 'The header of the safetensors file names "{name}" twice, which the format forbids. Ask for the file again from whoever wrote it.',
    fr: 'L’en-tête du fichier safetensors nomme deux fois « {name} », ce que le format interdit. Redemandez le fichier à qui l’a écrit.',
  },
  'safetensors.metadata': {
    en: 'safetensors: in __metadata__, "{name}" should be a text. The format allows nothing else there.',
    fr: 'safetensors : dans __metadata__, « {name} » devrait être un texte. Le format n’y permet rien d’autre.',
  },
  'safetensors.entry': {
    en: 'safetensors: the tensor "{name}" has no valid {field} in the header. The file is corrupt, or its writer does not follow the format.',
    fr: 'safetensors : le tenseur « {name} » n’a pas de champ {field} valide dans l’en-tête. Le fichier est abîmé, ou son auteur ne suit pas le format.',
  },
  'safetensors.dtype': {
    en: 'safetensors: the tensor "{name}" has the unknown dtype "{got}"; known: {expected}.',
    fr: 'safetensors : le tenseur « {name} » a le type inconnu « {got} » ; connus : {expected}.',
  },
  'safetensors.shape': {
    en: 'safetensors: the shape {got} of the tensor "{name}" is too large to be true. The file is corrupt.',
    fr: 'safetensors : la forme {got} du tenseur « {name} » est trop grande pour être vraie. Le fichier est abîmé.',
  },
  'safetensors.size': {
    en: 'safetensors: the tensor "{name}", {dtype} of shape {shape}, takes {expected} bytes, but the header gives it {got}. The file is corrupt.',
    fr: 'safetensors : le tenseur « {name} », {dtype} de forme {shape}, prend {expected} octets, mais l’en-tête lui en donne {got}. Le fichier est abîmé.',
  },
  'safetensors.gap': {
    en: 'safetensors: the tensor "{name}" should begin at byte {expected} of the data, it begins at {got}. The format allows neither holes nor overlaps: the file is corrupt.',
    fr: 'safetensors : le tenseur « {name} » devrait commencer à l’octet {expected} des données, il commence à {got}. Le format n’admet ni trou ni chevauchement : le fichier est abîmé.',
  },
  'safetensors.truncated': {
    en: 'The safetensors file is truncated: its header describes {expected} bytes, the file has {got}. Download or copy it again.',
    fr: 'Le fichier safetensors est tronqué : son en-tête décrit {expected} octets, le fichier en a {got}. Téléchargez-le ou copiez-le de nouveau.',
  },
  'safetensors.trailing': {
    en: 'The safetensors file has bytes that its header does not describe: {got} instead of {expected}. The file is corrupt.',
    fr: 'Le fichier safetensors contient des octets que son en-tête ne décrit pas : {got} au lieu de {expected}. Le fichier est abîmé.',
  },
  'safetensors.unknownTensor': {
    en: 'The file has no tensor called "{name}". Close names: {known}.',
    fr: 'Le fichier n’a pas de tenseur appelé « {name} ». Noms voisins : {known}.',
  },
  'safetensors.unreadable': {
    en: 'The tensor "{name}" is stored as {got}, which Limpide does not read; it reads {expected}. Convert the file with the tool that wrote it.',
    fr: 'Le tenseur « {name} » est enregistré en {got}, que Limpide ne lit pas ; il lit {expected}. Convertissez le fichier avec l’outil qui l’a écrit.',
  },
  'safetensors.int64': {
    en: 'The tensor "{name}" holds 64-bit integers, and its element {index}, {got}, does not fit in an int32. Read it with { int64: "keep" } to get a BigInt64Array.',
    fr: 'Le tenseur « {name} » contient des entiers de 64 bits, et son élément {index}, {got}, ne tient pas dans un int32. Lisez-le avec { int64: "keep" } pour recevoir un BigInt64Array.',
  },
  'safetensors.bool': {
    en: 'The tensor "{name}" holds booleans, and its element {index} is the byte {got}; only 0 and 1 are allowed. The file is corrupt.',
    fr: 'Le tenseur « {name} » contient des booléens, et son élément {index} est l’octet {got} ; seuls 0 et 1 sont permis. Le fichier est abîmé.',
  },
  'safetensors.name': {
    en: 'safetensors: "{name}" cannot be the name of a tensor or of a piece of metadata: it is reserved, or is not valid Unicode. Choose another one.',
    fr: 'safetensors : « {name} » ne peut pas nommer un tenseur ni une métadonnée : ce nom est réservé, ou n’est pas de l’Unicode valide. Choisissez-en un autre.',
  },
  'safetensors.array': {
    en: 'safetensors: "{name}", {dtype} of shape {shape}, cannot be written: its data have {got} elements of {bytes} bytes. The shape must be whole numbers whose product is the number of elements, and the typed array must be the one of the dtype.',
    fr: 'safetensors : « {name} », {dtype} de forme {shape}, ne peut pas être écrit : ses données ont {got} éléments de {bytes} octets. La forme doit être faite d’entiers dont le produit est le nombre d’éléments, et le tableau typé doit être celui du type.',
  },
  'safetensors.headerTooLong': {
    en: 'safetensors: the header would take {got} bytes, the format allows {expected}. Write fewer tensors or less metadata in one file.',
    fr: 'safetensors : l’en-tête prendrait {got} octets, le format en permet {expected}. Écrivez moins de tenseurs ou de métadonnées par fichier.',
  },
  'checkpoint.none': {
    en: 'This safetensors file is not a training checkpoint: it has no "{name}". To load weights alone, read it as safetensors.',
    fr: 'Ce fichier safetensors n’est pas un point de reprise : « {name} » y manque. Pour charger des poids seuls, lisez-le comme safetensors.',
  },
  'checkpoint.newer': {
    en: 'This checkpoint was written by a newer Limpide (format {got}; this one reads up to {expected}). Update Limpide.',
    fr: 'Ce point de reprise a été écrit par un Limpide plus récent (format {got} ; celui-ci lit jusqu’à {expected}). Mettez Limpide à jour.',
  },
  'checkpoint.version': {
    en: 'The checkpoint gives "{got}" as its format version; a whole number from 1 was expected. The file is corrupt.',
    fr: 'Le point de reprise donne « {got} » comme version de format ; un entier à partir de 1 était attendu. Le fichier est abîmé.',
  },
  'checkpoint.checksum': {
    en: 'The checkpoint is corrupt: its content has the SHA-256 {got}, {expected} was written. Resume from an earlier checkpoint.',
    fr: 'Le point de reprise est abîmé : son contenu a le SHA-256 {got}, {expected} y avait été écrit. Reprenez d’un point antérieur.',
  },
  'checkpoint.state': {
    en: 'The state stored in the checkpoint cannot be read (at character {position}). The file is corrupt.',
    fr: 'L’état enregistré dans le point de reprise est illisible (au caractère {position}). Le fichier est abîmé.',
  },
  'checkpoint.value': {
    en: 'A checkpoint cannot store the value at {path} ({got}). It takes null, booleans, numbers, bigints, texts, and lists and plain objects of these; put typed arrays among the tensors.',
    fr: 'Un point de reprise ne peut pas enregistrer la valeur placée en {path} ({got}). Il prend null, booléens, nombres, bigint, textes, et des listes et objets simples de ceux-ci ; mettez les tableaux typés parmi les tenseurs.',
  },
} as const satisfies Catalog;
