"""Golden values of embeddings, made with scikit-learn 1.2.1. Run: python3 make_golden.py"""
import json
import os
import warnings

import numpy as np
from scipy.optimize import curve_fit
from sklearn.manifold import MDS, TSNE, Isomap, SpectralEmbedding, trustworthiness

warnings.filterwarnings("ignore")
here = os.path.dirname(os.path.abspath(__file__))
data = lambda name: np.loadtxt(os.path.join(here, "..", "data", name + ".csv"), delimiter=",", skiprows=1)[:, :-1]
show = lambda a: np.round(np.asarray(a, dtype=float), 10).tolist()
iris = np.unique(data("iris"), axis=0)
digits = data("digits")[:300]
out = {}

# a rolled sheet; both sides compute it from this formula
i = np.arange(120)
t = 3 + 6 * ((i * 0.618034) % 1)
roll = np.c_[t * np.cos(t), 8 * ((i * 0.414214) % 1), t * np.sin(t)]
m = Isomap(n_neighbors=7, n_components=2).fit(roll)
out["isomap"] = dict(embedding=show(np.abs(m.embedding_[:6])), values=show(m.kernel_pca_.eigenvalues_), error=float(m.reconstruction_error()),
                     new=show(np.abs(m.transform(roll[:3] + 0.1))), paths=show(m.dist_matrix_[0, :8]))
m = SpectralEmbedding(2, affinity="nearest_neighbors", n_neighbors=12, random_state=0).fit(roll)
out["spectral"] = dict(neighbours=show(np.abs(m.embedding_[:6])))
m = SpectralEmbedding(2, affinity="rbf", gamma=0.05, random_state=0).fit(roll)
out["spectral"]["rbf"] = show(np.abs(m.embedding_[:6]))
out["mds"] = dict(stress=float(min(MDS(2, n_init=1, random_state=s, eps=1e-6).fit(iris[::3]).stress_ for s in range(8))))
out["trust"] = [float(trustworthiness(digits, digits[:, 20:22], n_neighbors=k)) for k in (3, 5, 12)]

out["tsne"] = {}
for name, kw in dict(
    exact=dict(method="exact", init="random"), tree=dict(method="barnes_hut", init="random"), pca=dict(method="barnes_hut", init="pca"),
    three=dict(method="barnes_hut", init="random", n_components=3),
).items():
    kl = [TSNE(perplexity=15, learning_rate="auto", random_state=s, n_iter=500, **kw).fit(digits).kl_divergence_ for s in range(10 if name != "pca" else 1)]
    out["tsne"][name] = dict(mean=float(np.mean(kl)), std=float(np.std(kl)), min=float(np.min(kl)))
e = TSNE(perplexity=15, learning_rate="auto", random_state=0, n_iter=500, init="random").fit_transform(digits)
out["tsne"]["trust"] = float(trustworthiness(digits, e, n_neighbors=10))
# exact descent from given positions, few iterations: the same path
small = iris[::4]
s = 1e-2 * np.c_[np.cos(np.arange(len(small))), np.sin(2.0 * np.arange(len(small)))]
m = TSNE(perplexity=8, method="exact", init=s.astype(np.float32), learning_rate=20, n_iter=300, early_exaggeration=2)
m.fit(small)
out["tsne"]["path"] = dict(kl=float(m.kl_divergence_))

out["curves"] = []
for spread, dist in [(1.0, 0.1), (1.0, 0.5), (1.5, 0.01)]:
    xv = np.linspace(0, spread * 3, 300)
    yv = np.where(xv < dist, 1.0, np.exp(-(xv - dist) / spread))
    p, _ = curve_fit(lambda x, a, b: 1.0 / (1.0 + a * x ** (2 * b)), xv, yv)
    out["curves"].append(dict(spread=spread, minDist=dist, a=float(p[0]), b=float(p[1])))
with open(os.path.join(here, "manifold.json"), "w") as f:
    json.dump(out, f)
print(os.path.getsize(os.path.join(here, "manifold.json")), out["tsne"], out["mds"], out["curves"])
