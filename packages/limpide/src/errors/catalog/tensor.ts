/** Sentences about shapes, dtypes, devices, differentiation and arguments of tensor operators. */
import type { Catalog } from '../error.ts';

export const tensorErrors = {
  'shape.broadcast': {
    en: '{op}: shapes {a} and {b} do not broadcast: counted from the right, two sizes must be equal or one of them 1. Reshape, unsqueeze or transpose one of the operands.',
    fr: '{op} : les formes {a} et {b} ne se diffusent pas : comptées depuis la droite, deux tailles doivent être égales ou l’une valoir 1. Remodelez (reshape), ajoutez un axe (unsqueeze) ou transposez l’un des opérandes.',
  },
  'shape.expand': {
    en: '{op}: shape {got} cannot be expanded to {expected}: only axes of size 1 can be repeated.',
    fr: '{op} : la forme {got} ne peut pas être étendue à {expected} : seuls les axes de taille 1 se répètent.',
  },
  'shape.reshape': {
    en: '{op}: a tensor of shape {got} ({size} elements) cannot take the shape {expected}. The product of the sizes must stay the same; one size may be -1.',
    fr: '{op} : un tenseur de forme {got} ({size} éléments) ne peut pas prendre la forme {expected}. Le produit des tailles doit rester le même ; une taille peut être -1.',
  },
  'shape.matmul': {
    en: '{op}: shapes {a} and {b} cannot be multiplied: the last axis of the first has {ka} elements, the axis it meets in the second has {kb}. Transpose one of them, or check the layer’s input size.',
    fr: '{op} : les formes {a} et {b} ne se multiplient pas : le dernier axe du premier a {ka} éléments, l’axe qu’il rencontre dans le second en a {kb}. Transposez l’un des deux, ou vérifiez la taille d’entrée de la couche.',
  },
  'shape.rank': {
    en: '{op}: expected a tensor with {expected} axes, got shape {got}.',
    fr: '{op} : un tenseur à {expected} axes était attendu, la forme reçue est {got}.',
  },
  'shape.mismatch': {
    en: '{op}: {what} should have shape {expected}, got {got}.',
    fr: '{op} : {what} devrait avoir la forme {expected}, reçu {got}.',
  },
  'shape.ragged': {
    en: 'tensor: the nested arrays are ragged: along axis {axis} one part has {expected} elements, another {got}. Every part of an axis must have the same length.',
    fr: 'tensor : les tableaux imbriqués sont irréguliers : sur l’axe {axis}, une partie a {expected} éléments, une autre {got}. Toutes les parties d’un axe doivent avoir la même longueur.',
  },
  'shape.invalid': {
    en: '{op}: {got} is not a shape: sizes are whole numbers, 0 or more.',
    fr: '{op} : {got} n’est pas une forme : les tailles sont des entiers positifs ou nuls.',
  },
  'axis.range': {
    en: '{op}: axis {got} does not exist in a tensor of shape {shape}: it must lie between {low} and {high}.',
    fr: '{op} : l’axe {got} n’existe pas dans un tenseur de forme {shape} : il doit être compris entre {low} et {high}.',
  },
  'axis.repeated': {
    en: '{op}: axis {got} is named twice in {axes}.',
    fr: '{op} : l’axe {got} est nommé deux fois dans {axes}.',
  },
  'index.range': {
    en: '{op}: index {got} is out of range for an axis of size {size}.',
    fr: '{op} : l’indice {got} sort de l’axe, qui a {size} éléments.',
  },
  'dtype.unsupported': {
    en: '{op}: dtype {got} is not supported; expected {expected}. Convert with .to(dtype).',
    fr: '{op} : le type {got} n’est pas pris en charge ; attendu : {expected}. Convertissez avec .to(dtype).',
  },
  'dtype.unknown': {
    en: '{op}: "{got}" is not a dtype; expected one of {expected}.',
    fr: '{op} : « {got} » n’est pas un type d’élément ; attendu : l’un de {expected}.',
  },
  'device.mismatch': {
    en: '{op}: the tensors live on different devices ({a} and {b}). Move one with .to(device).',
    fr: '{op} : les tenseurs sont sur des appareils différents ({a} et {b}). Déplacez l’un d’eux avec .to(device).',
  },
  'device.unknown': {
    en: 'No device is called "{got}"; known: {expected}.',
    fr: 'Aucun appareil ne s’appelle « {got} » ; connus : {expected}.',
  },
  'device.dtype': {
    en: 'The device {device} does not compute in {got}. Convert with .to(dtype), or use another device.',
    fr: 'L’appareil {device} ne calcule pas en {got}. Convertissez avec .to(dtype), ou changez d’appareil.',
  },
  'device.sync': {
    en: 'The device {device} cannot be read synchronously. Use await {method}() instead of {method}Sync().',
    fr: 'L’appareil {device} ne se lit pas de façon synchrone. Écrivez await {method}() au lieu de {method}Sync().',
  },
  'device.memory': {
    en: 'The device {device} has no room for {bytes} more bytes ({used} in use). Free tensors with dispose(), or use smaller batches.',
    fr: 'L’appareil {device} n’a plus de place pour {bytes} octets de plus ({used} utilisés). Libérez des tenseurs avec dispose(), ou réduisez la taille des lots.',
  },
  'device.thread': {
    en: 'A thread of the wasm device broke down; this result is lost, and later ones are computed on one thread. Start the program again; if it happens again, set LIMPIDE_THREADS=1.',
    fr: 'Un fil d’exécution de l’appareil wasm est tombé en panne ; ce résultat est perdu, et les suivants seront calculés sur un seul fil. Relancez le programme ; si cela se reproduit, posez LIMPIDE_THREADS=1.',
  },
  'device.unavailable': {
    en: 'The device {device} is not available here: {reason}.',
    fr: 'L’appareil {device} n’est pas disponible ici : {reason}.',
  },
  'tensor.freed': {
    en: 'This tensor of shape {shape} was disposed of: its memory has been given back. Read it before dispose(), or keep a clone().',
    fr: 'Ce tenseur de forme {shape} a été libéré : sa mémoire a été rendue. Lisez-le avant dispose(), ou gardez-en une copie avec clone().',
  },
  'tensor.stale': {
    en: 'This tensor of shape {shape} was never computed, and a parameter it depends on has been updated several times since. Read it (await t.toArray()) or call realize() before the next optimizer.step().',
    fr: 'Ce tenseur de forme {shape} n’a jamais été calculé, et un paramètre dont il dépend a été mis à jour plusieurs fois depuis. Lisez-le (await t.toArray()) ou appelez realize() avant le prochain optimizer.step().',
  },
  'tensor.item': {
    en: 'item() reads a tensor of one element; this one has shape {shape} ({size} elements). Use toArray(), or reduce it first.',
    fr: 'item() lit un tenseur d’un seul élément ; celui-ci a la forme {shape} ({size} éléments). Utilisez toArray(), ou réduisez-le d’abord.',
  },
  'autograd.noGraph': {
    en: 'backward(): this tensor does not depend on any tensor with requiresGrad = true, or it was made under noGrad. Set requiresGrad on what should be learnt.',
    fr: 'backward() : ce tenseur ne dépend d’aucun tenseur avec requiresGrad = true, ou il a été fait sous noGrad. Mettez requiresGrad sur ce qui doit être appris.',
  },
  'autograd.scalar': {
    en: 'backward() without argument needs a tensor of one element; this one has shape {shape}. Reduce it (sum, mean) or pass the gradient of each element.',
    fr: 'backward() sans argument demande un tenseur d’un seul élément ; celui-ci a la forme {shape}. Réduisez-le (sum, mean) ou passez le gradient de chaque élément.',
  },
  'autograd.twice': {
    en: 'backward(): this graph has already been differentiated and was let go. Call the first backward with { retainGraph: true } to differentiate it twice.',
    fr: 'backward() : ce graphe a déjà été dérivé, puis abandonné. Appelez le premier backward avec { retainGraph: true } pour le dériver deux fois.',
  },
  'autograd.dtype': {
    en: 'requiresGrad: only floating-point tensors can have gradients; this one is {got}.',
    fr: 'requiresGrad : seuls les tenseurs à virgule flottante ont des gradients ; celui-ci est en {got}.',
  },
  'autograd.leafInPlace': {
    en: '{op}: a tensor with requiresGrad = true that is being learnt cannot be changed in place. Put the change inside noGrad(() => …).',
    fr: '{op} : un tenseur avec requiresGrad = true, en cours d’apprentissage, ne se modifie pas en place. Mettez la modification dans noGrad(() => …).',
  },
  'autograd.notLeaf': {
    en: '{what}: only tensors made by the user (leaves) can be changed here; this one was computed by {op}. Use detach().',
    fr: '{what} : seuls les tenseurs créés par l’utilisateur (feuilles) peuvent l’être ici ; celui-ci a été calculé par {op}. Utilisez detach().',
  },
  'autograd.unreachable': {
    en: 'grad(): input number {index} does not take part in the result. Pass { allowUnused: true } to get null for it.',
    fr: 'grad() : l’entrée numéro {index} n’intervient pas dans le résultat. Passez { allowUnused: true } pour recevoir null à sa place.',
  },
  'autograd.gradShape': {
    en: '{op}: the gradient has shape {got}, it should have the shape of its tensor, {expected}.',
    fr: '{op} : le gradient a la forme {got}, il devrait avoir celle de son tenseur, {expected}.',
  },
  'autograd.noDerivative': {
    en: '{op} has no derivative with respect to input {index}.',
    fr: '{op} n’a pas de dérivée par rapport à l’entrée {index}.',
  },
  'autograd.gradcheck': {
    en: 'gradcheck: for input {input}, element {element}, backward gives {got}, finite differences give {expected} (difference {difference}, tolerance {tolerance}).',
    fr: 'gradcheck : pour l’entrée {input}, élément {element}, backward donne {got}, les différences finies donnent {expected} (écart {difference}, tolérance {tolerance}).',
  },
  'inPlace.shape': {
    en: '{op}: a tensor of shape {shape} cannot be changed in place into one of shape {got}.',
    fr: '{op} : un tenseur de forme {shape} ne peut pas être remplacé en place par un tenseur de forme {got}.',
  },
  'numeric.nan': {
    en: 'NaN guard: {op} made the first {what} (result of shape {shape}, element {index}). Its inputs were finite.',
    fr: 'Garde NaN : {op} a produit le premier {what} (résultat de forme {shape}, élément {index}). Ses entrées étaient finies.',
  },
  'argument.range': {
    en: '{op}: {name} should be {expected}, got {got}.',
    fr: '{op} : {name} devrait être {expected}, reçu {got}.',
  },
  'argument.einsum': {
    en: 'einsum("{equation}"): {reason}',
    fr: 'einsum("{equation}") : {reason}',
  },
  'argument.data': {
    en: '{op}: {count} values do not fill the shape {shape} ({size} elements).',
    fr: '{op} : {count} valeurs ne remplissent pas la forme {shape} ({size} éléments).',
  },
  'empty.reduce': {
    en: '{op}: cannot take {op} over an axis without elements (shape {shape}).',
    fr: '{op} : impossible de calculer {op} sur un axe sans élément (forme {shape}).',
  },
} as const satisfies Catalog;
