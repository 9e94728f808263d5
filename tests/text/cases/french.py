"""French texts with a bar where a speaker would stop."""

# ruff: noqa: RUF001 - look-alikes of Latin letters and marks

CASES = """
Bonjour. | Ça va ? | Oui !
« Bonjour ! » dit-il. | Elle rit.
« Bonjour ! » | Puis il partit.
M. Dupont et Mme. Martin sont là. | Tant mieux.
C’est fini… | Peut-être.
Quoi ?! | Ce n’est pas vrai !
Comment ça va ? | Très bien, merci.
Il a dit : « Je viens. » | Puis il est parti.
« Tu viens ? » demanda-t-elle. | « Non. »
« Elle m’a dit “Va-t’en !” et j’ai ri. » | Lui aussi.
M. et Mme Durand sont là. | Leurs enfants aussi.
Le Dr Petit et Mlle Roux arrivent. | Enfin !
Il coûte 3,50 €. | C’est peu.
Il y avait 1 234 personnes. | Toutes chantaient.
Rendez-vous à 14 h 30. | Ne sois pas en retard.
Des pommes, des poires, etc. | Il y a tout.
J.-P. Martin chante. | On écoute.
Voir p. 12 et art. 5. | Tout y est.
Louis XIV. | Un grand roi ?
Au revoir… | À demain !
Ça va\u202f? | Oui\u202f!
«\u00a0Bonjour\u00a0!\u00a0» dit-il. | Elle rit.
"""
