"""Golden values of learn/neighbors, from scikit-learn 1.2.1 and SciPy. Run: python3 neighbors.py"""
import json, os
import numpy as np
from scipy.spatial.distance import cdist
from sklearn.datasets import load_iris, load_diabetes, load_wine
from sklearn.metrics.pairwise import haversine_distances, pairwise_kernels
from sklearn import neighbors as N

here = os.path.dirname(os.path.abspath(__file__))
r = np.random.RandomState(0)
lst = lambda a: np.asarray(a).round(10).tolist()
A = r.randn(5, 4).round(3); B = r.randn(6, 4).round(3)
bits = lambda n: (r.rand(n, 6) > 0.5).astype(float)
P, Q = bits(5), bits(6)
out = {"A": A.tolist(), "B": B.tolist(), "P": P.tolist(), "Q": Q.tolist()}
names = {"euclidean": "euclidean", "sqeuclidean": "sqeuclidean", "manhattan": "cityblock", "chebyshev": "chebyshev",
         "cosine": "cosine", "correlation": "correlation", "canberra": "canberra", "braycurtis": "braycurtis"}
out["distances"] = {k: lst(cdist(A, B, v)) for k, v in names.items()}
out["distances"]["minkowski"] = lst(cdist(A, B, "minkowski", p=3))
out["hamming"] = lst(cdist(P, Q, "hamming"))
out["jaccard"] = lst(cdist(P.astype(bool), Q.astype(bool), "jaccard"))
out["haversine"] = lst(haversine_distances(A[:, :2], B[:, :2]))
out["kernels"] = {k: lst(pairwise_kernels(A, B, metric=k, **a)) for k, a in
  {"linear": {}, "polynomial": dict(gamma=.5, degree=3, coef0=1), "rbf": dict(gamma=.5), "laplacian": dict(gamma=.5),
   "sigmoid": dict(gamma=.5, coef0=1), "cosine": {}}.items()}

X, y = load_iris(return_X_y=True)
test = np.arange(0, 150, 5); train = np.setdiff1d(np.arange(150), test)
knn = lambda **a: N.KNeighborsClassifier(**a).fit(X[train], y[train]).predict_proba(X[test])
out["knnIris"] = {"uniform": lst(knn(n_neighbors=7)), "distance": lst(knn(n_neighbors=7, weights="distance")),
                  "manhattan": lst(knn(n_neighbors=4, p=1, weights="distance"))}
d, g = N.NearestNeighbors(n_neighbors=5).fit(X[train]).kneighbors(X[test])
out["irisDistances"] = lst(d)
out["radiusCounts"] = [len(i) for i in N.NearestNeighbors(radius=.5).fit(X[train]).radius_neighbors(X[test], return_distance=False)]
out["radiusIris"] = lst(N.RadiusNeighborsClassifier(radius=1.2, weights="distance").fit(X[train], y[train]).predict_proba(X[test]))

D, t = load_diabetes(return_X_y=True, scaled=False)
D = (D - D.mean(0)) / D.std(0)
tr, te = np.arange(0, 400), np.arange(400, 442)
out["regression"] = {"uniform": lst(N.KNeighborsRegressor(5).fit(D[tr], t[tr]).predict(D[te])),
  "distance": lst(N.KNeighborsRegressor(9, weights="distance").fit(D[tr], t[tr]).predict(D[te])),
  "radius": lst(N.RadiusNeighborsRegressor(4.5, weights="distance").fit(D[tr], t[tr]).predict(D[te]))}

W, w = load_wine(return_X_y=True)
W = (W - W.mean(0)) / W.std(0)
cen = lambda **a: N.NearestCentroid(**a).fit(W, w)
out["centroid"] = {"plain": lst(cen().centroids_), "shrunk": lst(cen(shrink_threshold=.5).centroids_),
  "manhattan": lst(cen(metric="manhattan").centroids_), "score": cen(shrink_threshold=.5).score(W, w)}

kde = {}
for k in ["gaussian", "tophat", "epanechnikov", "exponential", "linear"]:
    v = N.KernelDensity(kernel=k, bandwidth=.9, rtol=0, atol=0).fit(X).score_samples(X[test] + .01)
    kde[k] = lst(v)
# The cosine kernel's constant is right in one dimension only in this version (a NaN in four).
kde["cosine"] = lst(N.KernelDensity(kernel="cosine", bandwidth=.9, rtol=0, atol=0).fit(X[:, :1]).score_samples(X[test, :1] + .01))
out["kde"] = kde
wt = (np.arange(150) % 4).astype(float)
out["kdeWeighted"] = lst(N.KernelDensity(bandwidth=.5).fit(X, sample_weight=wt).score_samples(X[test]))
out["kdeWidths"] = [float(N.KernelDensity(bandwidth=b).fit(X).bandwidth_) for b in ("scott", "silverman")]

# Moved a little: iris has many equal distances, and then which neighbour is the 20th is a matter of taste.
X = X + 1e-3 * np.sin(np.arange(600)).reshape(150, 4)
lof = N.LocalOutlierFactor(n_neighbors=20, contamination=.1).fit(X)
nov = N.LocalOutlierFactor(n_neighbors=10, novelty=True).fit(X[train])
out["lof"] = {"factors": lst(lof.negative_outlier_factor_), "offset": lof.offset_, "labels": lof.fit_predict(X).tolist(),
  "novelty": lst(nov.score_samples(X[test])), "predict": nov.predict(X[test] * 1.5).tolist()}
json.dump(out, open(os.path.join(here, "neighbors.json"), "w"), separators=(",", ":"))
