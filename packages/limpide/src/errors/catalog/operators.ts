/** Sentences about convolutions, pooling, indexing, ordering, attention and checks of gradients. */
import type { Catalog } from '../error.ts';

export const operatorErrors = {
  'window.channels': {
    en: '{op}: the input has {got} channels (shape {shape}), the weight of shape {weight} with groups = {groups} expects {expected}.',
    fr: '{op} : l’entrée a {got} canaux (forme {shape}), le poids de forme {weight} avec groups = {groups} en attend {expected}.',
  },
  'window.groups': {
    en: '{op}: groups = {groups} does not divide the channels: {channels}.',
    fr: '{op} : groups = {groups} ne divise pas le nombre de canaux : {channels}.',
  },
  'window.large': {
    en: '{op}: a window of {window} elements (dilation included) does not fit in an axis of {size} (padding included). Use a smaller kernel, or more padding.',
    fr: '{op} : une fenêtre de {window} éléments (dilatation comprise) ne tient pas dans un axe de {size} (remplissage compris). Prenez un noyau plus petit, ou plus de remplissage.',
  },
  'window.same': {
    en: '{op}: padding "same" keeps sizes only with stride 1; got stride {stride}. Give the padding as a number.',
    fr: '{op} : le remplissage « same » ne conserve les tailles qu’avec un pas de 1 ; reçu un pas de {stride}. Donnez le remplissage en nombre.',
  },
  'window.padding': {
    en: '{op}: padding {padding} is more than half of the kernel {kernel}: a window would hold nothing but padding.',
    fr: '{op} : le remplissage {padding} dépasse la moitié du noyau {kernel} : une fenêtre ne contiendrait que du remplissage.',
  },
  'window.outputPadding': {
    en: '{op}: outputPadding {got} must be smaller than the stride {stride} or the dilation {dilation}.',
    fr: '{op} : outputPadding {got} doit être plus petit que le pas {stride} ou que la dilatation {dilation}.',
  },
  'pad.reflect': {
    en: '{op}: padding {got} is too large for an axis of {size} elements: reflection takes at most {expected}.',
    fr: '{op} : le remplissage {got} est trop grand pour un axe de {size} éléments : la réflexion en prend au plus {expected}.',
  },
  'index.shape': {
    en: '{op}: the index of shape {index} does not fit the tensor of shape {shape} along axis {axis}: same number of axes, and no larger on the other axes.',
    fr: '{op} : l’indice de forme {index} ne convient pas au tenseur de forme {shape} selon l’axe {axis} : même nombre d’axes, et pas plus grand sur les autres axes.',
  },
  'index.dtype': {
    en: '{op}: an index is int32 (or uint8), got {got}. Convert with .to("int32").',
    fr: '{op} : un indice est de type int32 (ou uint8), reçu {got}. Convertissez avec .to("int32").',
  },
  'cat.empty': {
    en: '{op}: needs at least one tensor.',
    fr: '{op} : il faut au moins un tenseur.',
  },
  'cat.shape': {
    en: '{op}: tensor number {index} has shape {got}, which does not go with {expected} along axis {axis}: all other sizes must be equal.',
    fr: '{op} : le tenseur numéro {index} a la forme {got}, qui ne va pas avec {expected} selon l’axe {axis} : toutes les autres tailles doivent être égales.',
  },
  'split.sizes': {
    en: '{op}: the parts {sizes} do not add up to the {expected} elements of the axis.',
    fr: '{op} : les parties {sizes} ne font pas les {expected} éléments de l’axe.',
  },
  'attention.shape': {
    en: '{op}: query {q}, key {k} and value {v} do not go together: query and key share the last axis, key and value the one before, and all of them the leading ones (with enableGqa, the heads of the query are a multiple of those of the key).',
    fr: '{op} : query {q}, key {k} et value {v} ne vont pas ensemble : query et key partagent le dernier axe, key et value l’avant-dernier, et tous trois les premiers (avec enableGqa, les têtes de query sont un multiple de celles de key).',
  },
  'random.probabilities': {
    en: '{op}: cannot draw {count} of {size} categories without replacement.',
    fr: '{op} : impossible de tirer {count} catégories sur {size} sans remise.',
  },
  'custom.gradients': {
    en: '{op}: backward returned {got} gradients for {expected} inputs.',
    fr: '{op} : backward a renvoyé {got} gradients pour {expected} entrées.',
  },
  'gradcheck.input': {
    en: 'gradcheck: at least one input must have requiresGrad, and those that have must be float64; input {index} is {got}.',
    fr: 'gradcheck : au moins une entrée doit avoir requiresGrad, et celles qui l’ont doivent être en float64 ; l’entrée {index} est en {got}.',
  },
  'gradcheck.scalar': {
    en: 'grad: the function must return a tensor of one element, got shape {shape}.',
    fr: 'grad : la fonction doit renvoyer un tenseur d’un seul élément, reçu la forme {shape}.',
  },
  'numeric.first': {
    en: 'NaN guard: "{op}" made the first {what}: element {index} of a result of shape {shape}; its operands had none. The call: {where}',
    fr: 'Garde NaN : « {op} » a produit le premier {what} : élément {index} d’un résultat de forme {shape} ; ses opérandes n’en avaient pas. L’appel : {where}',
  },
} as const satisfies Catalog;
