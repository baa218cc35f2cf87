"""Golden values of learn/cluster, from scikit-learn 1.2.1 and SciPy. Run: /usr/bin/python3 cluster.py"""
import json, os
import numpy as np
from scipy.cluster.hierarchy import linkage, fcluster, dendrogram
from sklearn.datasets import load_iris, load_digits, load_wine, make_moons
from sklearn import cluster as C
from sklearn.manifold import SpectralEmbedding

here = os.path.dirname(os.path.abspath(__file__))
lst = lambda a: np.asarray(a).round(9).tolist()
X = load_iris().data
D = load_digits().data
W = load_wine().data
W = (W - W.mean(0)) / W.std(0)
# Iris has many equal distances; moved a little, every order is unique.
J = X + 1e-3 * np.sin(np.arange(600)).reshape(150, 4)
out = {}

start = X[[0, 60, 120]]
weights = 1.0 + np.arange(150) % 3
fit = lambda **a: C.KMeans(3, init=start, n_init=1, tol=0, **a)
m = fit().fit(X); w = fit().fit(X, sample_weight=weights)
out["kmeans"] = {"centres": lst(m.cluster_centers_), "labels": m.labels_.tolist(), "inertia": m.inertia_, "iterations": m.n_iter_,
                 "weighted": lst(w.cluster_centers_), "weightedInertia": w.inertia_, "distances": lst(m.transform(X[:5]))}
runs = [C.KMeans(10, n_init=1, random_state=s).fit(D).inertia_ for s in range(30)]
best = [C.KMeans(10, n_init=10, random_state=s).fit(D).inertia_ for s in range(3)]
rand = [C.KMeans(10, init="random", n_init=1, random_state=s).fit(D).inertia_ for s in range(30)]
mini = [C.MiniBatchKMeans(10, n_init=1, random_state=s, batch_size=256).fit(D).inertia_ for s in range(30)]
out["digits"] = {"mean": np.mean(runs), "std": np.std(runs), "best": min(best), "randomMean": np.mean(rand), "randomStd": np.std(rand),
                 "miniMean": np.mean(mini), "miniStd": np.std(mini)}
bis = [C.BisectingKMeans(10, n_init=1, random_state=s).fit(D).inertia_ for s in range(20)]
out["bisecting"] = {"mean": np.mean(bis), "std": np.std(bis)}

db = {}
for name, a in {"plain": dict(eps=.5), "small": dict(eps=.3, min_samples=4), "manhattan": dict(eps=.8, metric="manhattan")}.items():
    f = C.DBSCAN(**a).fit(X); db[name] = f.labels_.tolist()
db["plane"] = C.DBSCAN(eps=.18, min_samples=6).fit(X[:, :2] + J[:, :2] - X[:, :2]).labels_.tolist()
db["weighted"] = C.DBSCAN(eps=.18, min_samples=12).fit(J[:, :2], sample_weight=weights).labels_.tolist()
db["space"] = C.DBSCAN(eps=.25, min_samples=4).fit(J[:, :3]).labels_.tolist()
out["dbscan"] = db

link = {}
for rule in ("ward", "complete", "average", "single"):
    Z = linkage(J, rule)
    link[rule] = {"distances": lst(Z[:, 2]), "children": Z[:, :2].astype(int).ravel().tolist(), "sizes": Z[:, 3].astype(int).tolist(),
                  "labels": C.AgglomerativeClustering(5, linkage=rule).fit(J).labels_.tolist()}
out["linkage"] = link
out["leaves"] = dendrogram(linkage(J, "average"), no_plot=True)["leaves"]
out["cityblock"] = lst(linkage(J, "average", "cityblock")[:, 2])

ms = C.MeanShift(bandwidth=.9).fit(J)
out["meanshift"] = {"bandwidth": C.estimate_bandwidth(J, quantile=.2), "centres": lst(ms.cluster_centers_), "labels": ms.labels_.tolist(),
                    "binned": lst(C.MeanShift(bandwidth=.9, bin_seeding=True).fit(J).cluster_centers_)}
M, y = make_moons(200, noise=.06, random_state=0)
out["moons"] = {"X": M.round(4).tolist(), "labels": C.SpectralClustering(2, affinity="nearest_neighbors", random_state=0).fit(M.round(4)).labels_.tolist()}
out["spectral"] = {"labels": C.SpectralClustering(3, gamma=.5, random_state=0).fit(W).labels_.tolist(),
  "embedding": lst(SpectralEmbedding(3, affinity="rbf", gamma=.2, eigen_solver="arpack", random_state=0).fit_transform(W[::3]))}
af = C.AffinityPropagation(random_state=0, max_iter=500).fit(J)
out["affinity"] = {"centres": af.cluster_centers_indices_.tolist(), "labels": af.labels_.tolist()}
json.dump(out, open(os.path.join(here, "cluster.json"), "w"), separators=(",", ":"))
