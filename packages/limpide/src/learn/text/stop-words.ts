/** Words that say little about a text's subject, in English and in French. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Articles, pronouns, prepositions, auxiliaries of English. */
export const englishStopWords = words(`
a about above after again against all am an and any are as at be because been before being below between both but by
can could did do does doing down during each few for from further had has have having he her here hers herself him
himself his how i if in into is it its itself just may me might more most must my myself no nor not now of off on once
only or other our ours ourselves out over own same shall she should so some such than that the their theirs them
themselves then there these they this those through to too under until up upon very was we were what when where which
while who whom whose why will with would you your yours yourself yourselves
`);

/** Articles, pronouns, prepositions, auxiliaries of French; what an apostrophe leaves (l, d, qu…) included. */
export const frenchStopWords = words(`
à afin ai ainsi alors après as au aucun aucune aussi autre autres aux avais avait avant avec avez aviez avions avoir
avons bien c car ce ceci cela celle celles celui cependant ces cet cette ceux chaque chez comme comment d dans de
depuis des dès donc dont du elle elles en encore entre es est et étaient étais était étant été êtes être eu eux fait
faire fois font furent fut il ils j je jusque l la là laquelle le lequel les lesquels leur leurs lors lorsque lui m ma
mais me même mêmes mes moi moins mon n ne ni nos notre nôtre nous on ont ou où par parce pas peu peut peuvent plus plutôt
pour pourquoi pouvait puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi s sa sans se sera
seraient serait seront ses si soi soient soit sommes son sont sous sur t ta tandis te tel telle telles tels tes toi ton
tous tout toute toutes très trop tu un une vers voici voilà vos votre vôtre vous y
`);
