"""Golden values of learn/mixture, from scikit-learn 1.2.1. Run: /usr/bin/python3 mixture.py"""
import json, os
import numpy as np
from sklearn.datasets import load_iris
from sklearn.mixture import GaussianMixture

here = os.path.dirname(os.path.abspath(__file__))
lst = lambda a: np.asarray(a).round(9).tolist()
X = load_iris().data
# With these means to start from, k-means has one valley (its three clusters of iris), and so has the rest.
start = X[[0, 60, 120]]
out = {"types": {}}
for t in ("full", "tied", "diag", "spherical"):
    m = GaussianMixture(3, covariance_type=t, means_init=start, random_state=0, tol=1e-8, max_iter=1000).fit(X)
    out["types"][t] = {"weights": lst(m.weights_), "means": lst(m.means_), "covariances": lst(m.covariances_), "precisions": lst(m.precisions_),
      "bound": m.lower_bound_, "score": m.score(X), "aic": m.aic(X), "bic": m.bic(X),
      "proba": lst(m.predict_proba(X[::10])), "logs": lst(m.score_samples(X[::10])), "labels": m.predict(X).tolist()}
runs = [GaussianMixture(3, random_state=s, tol=1e-4, max_iter=500).fit(X).score(X) for s in range(20)]
out["scores"] = {"mean": np.mean(runs), "std": np.std(runs), "best": max(runs)}
json.dump(out, open(os.path.join(here, "mixture.json"), "w"), separators=(",", ":"))
