/**
 * TypeScript's messages about how a file is written, and what they are in French.
 * See `explain.ts` for how an entry is read.
 */
import type { Entry } from './entry.ts';

const reserved = '« {0} » est un mot réservé du langage : choisissez un autre nom.';
const firstLevel =
  '« export » n’est permis qu’au premier niveau du fichier, hors de toute fonction et de tout bloc.';

export const grammar: Readonly<Record<number, Entry>> = {
  1002: {
    says: 'Unterminated string literal.',
    fr: 'La chaîne de caractères n’est pas fermée : il manque un guillemet à la fin.',
  },
  1003: {
    says: 'Identifier expected.',
    fr: 'Un nom est attendu ici : celui d’une variable, d’une fonction, d’une propriété.',
  },
  1005: { says: "'{0}' expected.", fr: 'Il manque « {0} » ici.' },
  1009: {
    says: 'Trailing comma not allowed.',
    fr: 'La virgule finale n’est pas permise ici.',
  },
  1010: { says: "'*/' expected.", fr: 'Le commentaire n’est pas fermé : il manque « */ ».' },
  1011: {
    says: 'An element access expression should take an argument.',
    fr: 'Il manque l’indice entre les crochets.',
  },
  1012: { says: 'Unexpected token.', fr: 'Ce signe n’a pas sa place ici.' },
  1014: {
    says: 'A rest parameter must be last in a parameter list.',
    fr: 'Un paramètre qui rassemble les arguments restants (« ...nom ») doit être le dernier.',
  },
  1015: {
    says: 'Parameter cannot have question mark and initializer.',
    fr: 'Un paramètre qui a une valeur par défaut est déjà facultatif : enlevez le « ? ».',
  },
  1016: {
    says: 'A required parameter cannot follow an optional parameter.',
    fr: 'Un paramètre obligatoire ne peut pas suivre un paramètre facultatif.',
  },
  1068: {
    says: 'Unexpected token. A constructor, method, accessor, or property was expected.',
    fr: 'Dans une classe, une méthode ou une propriété est attendue ici.',
  },
  1104: {
    says: "A 'continue' statement can only be used within an enclosing iteration statement.",
    fr: '« continue » n’a de sens que dans une boucle.',
  },
  1105: {
    says: "A 'break' statement can only be used within an enclosing iteration or switch statement.",
    fr: '« break » n’a de sens que dans une boucle ou un « switch ».',
  },
  1107: {
    says: 'Jump target cannot cross function boundary.',
    fr: '« break » et « continue » ne traversent pas une fonction : la boucle est en dehors de celle-ci.',
  },
  1108: {
    says: "A 'return' statement can only be used within a function body.",
    fr: '« return » n’a de sens que dans une fonction.',
  },
  1109: {
    says: 'Expression expected.',
    fr: 'Une expression est attendue ici : une valeur, un calcul, un appel.',
  },
  1110: { says: 'Type expected.', fr: 'Un type est attendu ici, par exemple « number ».' },
  1117: {
    says: 'An object literal cannot have multiple properties with the same name.',
    fr: 'Cet objet a deux propriétés du même nom.',
  },
  1121: {
    says: "Octal literals are not allowed. Use the syntax '{0}'.",
    fr: 'Un nombre ne commence pas par un zéro inutile.',
  },
  1124: { says: 'Digit expected.', fr: 'Un chiffre est attendu ici.' },
  1126: { says: 'Unexpected end of text.', fr: 'Le fichier se termine trop tôt.' },
  1127: {
    says: 'Invalid character.',
    fr: 'Ce caractère n’a pas de sens en TypeScript.',
  },
  1128: {
    says: 'Declaration or statement expected.',
    fr: 'Une instruction est attendue ici : il y a sans doute une accolade ou une parenthèse de trop juste avant.',
  },
  1129: { says: 'Statement expected.', fr: 'Une instruction est attendue ici.' },
  1130: {
    says: "'case' or 'default' expected.",
    fr: 'Dans un « switch », « case » ou « default » est attendu ici.',
  },
  1131: {
    says: 'Property or signature expected.',
    fr: 'Une propriété du type est attendue ici : « nom: type ».',
  },
  1134: {
    says: 'Variable declaration expected.',
    fr: 'Une déclaration de variable est attendue ici : un nom, puis « = » et sa valeur.',
  },
  1135: {
    says: 'Argument expression expected.',
    fr: 'Un argument est attendu ici : il y a sans doute une virgule de trop.',
  },
  1136: {
    says: 'Property assignment expected.',
    fr: 'Une propriété de l’objet est attendue ici : « nom: valeur ».',
  },
  1137: {
    says: 'Expression or comma expected.',
    fr: 'Une valeur ou une virgule est attendue ici.',
  },
  1138: {
    says: 'Parameter declaration expected.',
    fr: 'Un paramètre est attendu ici : « nom: type ».',
  },
  1140: { says: 'Type argument expected.', fr: 'Un type est attendu entre « < » et « > ».' },
  1141: {
    says: 'String literal expected.',
    fr: 'Un texte entre guillemets est attendu ici.',
  },
  1142: {
    says: 'Line break not permitted here.',
    fr: 'Un retour à la ligne n’est pas permis ici.',
  },
  1144: { says: "'{' or ';' expected.", fr: 'Il manque « { » ou « ; » ici.' },
  1155: {
    says: "'{0}' declarations must be initialized.",
    fr: 'Une déclaration « {0} » doit recevoir une valeur tout de suite.',
  },
  1160: {
    says: 'Unterminated template literal.',
    fr: 'Le texte entre accents graves n’est pas fermé : il manque « ` ».',
  },
  1161: {
    says: 'Unterminated regular expression literal.',
    fr: 'L’expression régulière n’est pas fermée : il manque « / ».',
  },
  1180: {
    says: 'Property destructuring pattern expected.',
    fr: 'Une déstructuration attend ici des noms de variables.',
  },
  1181: {
    says: 'Array element destructuring pattern expected.',
    fr: 'Une déstructuration attend ici des noms de variables.',
  },
  1182: {
    says: 'A destructuring declaration must have an initializer.',
    fr: 'Une déclaration qui déstructure a besoin d’une valeur : « const [a, b] = … ».',
  },
  1184: {
    says: 'Modifiers cannot appear here.',
    fr: 'Ce mot (« export », « readonly », « private »…) n’est pas permis ici.',
  },
  1200: {
    says: 'Line terminator not permitted before arrow.',
    fr: 'Un retour à la ligne n’est pas permis avant « => ».',
  },
  1212: {
    says: "Identifier expected. '{0}' is a reserved word in strict mode.",
    fr: reserved,
  },
  1214: {
    says: "Identifier expected. '{0}' is a reserved word in strict mode. Modules are automatically in strict mode.",
    fr: reserved,
  },
  1231: {
    says: 'An export assignment must be at the top level of a file or module declaration.',
    fr: firstLevel,
  },
  1233: {
    says: 'An export declaration can only be used at the top level of a namespace or module.',
    fr: firstLevel,
  },
  1248: {
    says: "A class member cannot have the '{0}' keyword.",
    fr: 'Dans une classe, une méthode ou une propriété s’écrit sans « {0} ».',
  },
  1258: {
    says: 'A default export must be at the top level of a file or module declaration.',
    fr: firstLevel,
  },
  1262: {
    says: "Identifier expected. '{0}' is a reserved word at the top-level of a module.",
    fr: reserved,
  },
  1308: {
    says: "'await' expressions are only allowed within async functions and at the top levels of modules.",
    fr: '« await » n’est permis que dans une fonction « async », ou au premier niveau du fichier.',
  },
  1312: {
    says: "Did you mean to use a ':'? An '=' can only follow a property name when the containing object literal is part of a destructuring pattern.",
    fr: 'Dans un objet, une propriété s’écrit avec deux-points : « nom: valeur ».',
  },
  1313: {
    says: "The body of an 'if' statement cannot be the empty statement.",
    fr: 'Ce « if » n’a pas de corps : le point-virgule qui le suit l’arrête.',
  },
  1351: {
    says: 'An identifier or keyword cannot immediately follow a numeric literal.',
    fr: 'Un nom ne peut pas suivre un nombre : il manque un opérateur, ou un nom commence par un chiffre.',
  },
  1354: {
    says: "'readonly' type modifier is only permitted on array and tuple literal types.",
    fr: 'Devant un type, « readonly » ne s’écrit que pour un tableau : « readonly number[] ».',
  },
  1359: {
    says: "Identifier expected. '{0}' is a reserved word that cannot be used here.",
    fr: reserved,
  },
  1389: {
    says: "'{0}' is not allowed as a variable declaration name.",
    fr: reserved,
  },
  1390: {
    says: "'{0}' is not allowed as a parameter name.",
    fr: reserved,
  },
  1434: {
    says: 'Unexpected keyword or identifier.',
    fr: 'Ce mot n’a pas sa place ici : il manque sans doute un opérateur, une virgule ou un point-virgule.',
  },
  1435: {
    says: "Unknown keyword or identifier. Did you mean '{0}'?",
    fr: 'Mot inconnu. Vouliez-vous écrire « {0} » ?',
  },
  1438: {
    says: 'Interface must be given a name.',
    fr: 'Cette interface a besoin d’un nom.',
  },
  1439: {
    says: 'Type alias must be given a name.',
    fr: 'Ce type a besoin d’un nom.',
  },
  1440: {
    says: 'Variable declaration not allowed at this location.',
    fr: 'Une variable ne se déclare pas ici : entourez ces lignes d’accolades.',
  },
  1489: {
    says: 'Decimals with leading zeros are not allowed.',
    fr: 'Un nombre ne commence pas par un zéro inutile.',
  },
  2809: {
    says: "Declaration or statement expected. This '=' follows a block of statements, so if you intended to write a destructuring assignment, you might need to wrap the whole assignment in parentheses.",
    fr: 'Une instruction est attendue ici, et « = » suit un bloc. Pour une déstructuration, mettez toute la ligne entre parenthèses.',
  },
  17006: {
    says: "An unary expression with the '{0}' operator is not allowed in the left-hand side of an exponentiation expression. Consider enclosing the expression in parentheses.",
    fr: '« {0} » devant une puissance est ambigu : écrivez « (-a) ** b » ou « -(a ** b) ».',
  },
  17019: {
    says: "'{0}' at the end of a type is not valid TypeScript syntax. Did you mean to write '{1}'?",
    fr: '« {0} » n’a pas sa place à la fin d’un type. Vouliez-vous écrire « {1} » ?',
  },
  17020: {
    says: "'{0}' at the start of a type is not valid TypeScript syntax. Did you mean to write '{1}'?",
    fr: '« {0} » n’a pas sa place au début d’un type. Vouliez-vous écrire « {1} » ?',
  },
};
